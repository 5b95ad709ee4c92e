package main

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"net"
	"os"
	"regexp"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo/options"
)

var configuration = regexp.MustCompile(`rs\.initiate\((\{.*\})\)`)

// initiate is mongosh for a script that initiates a replica set. FerretDB cannot do that: so it looks whether the server
// answers and is of that set, and whether all members answer at the names that the script has.
// usage: mongosh URI --quiet --eval SCRIPT
func initiate(ctx context.Context, args []string) error {
	if len(args) != 4 || args[1] != "--quiet" || args[2] != "--eval" {
		return fmt.Errorf("does not know %q", args)
	}
	found := configuration.FindStringSubmatch(args[3])
	if found == nil {
		return fmt.Errorf("finds no rs.initiate in %q", args[3])
	}
	var set struct {
		ID      string `json:"_id"`
		Members []struct{ Host string }
	}
	if err := json.Unmarshal([]byte(found[1]), &set); err != nil {
		return err
	}
	_, database, err := connect(ctx, args[0])
	if err != nil {
		return err
	}
	var hello struct{ SetName string }
	if err := database.RunCommand(ctx, bson.D{{Key: "hello", Value: 1}}).Decode(&hello); err != nil {
		return err
	}
	if hello.SetName != set.ID {
		return fmt.Errorf("the server is a member of %q, not of %q", hello.SetName, set.ID)
	}
	for _, member := range set.Members {
		connection, err := net.DialTimeout("tcp", member.Host, 5*time.Second)
		if err != nil {
			return err
		}
		connection.Close()
	}
	return nil
}

// importFile is mongoimport.
// usage: mongoimport URI --drop --collection NAME --jsonArray --file FILE
func importFile(ctx context.Context, args []string) error {
	flags := flag.NewFlagSet("mongoimport", flag.ContinueOnError)
	drop := flags.Bool("drop", false, "")
	collection := flags.String("collection", "", "")
	array := flags.Bool("jsonArray", false, "")
	file := flags.String("file", "", "")
	if len(args) == 0 || flags.Parse(args[1:]) != nil || flags.NArg() > 0 || *collection == "" || !*array {
		return fmt.Errorf("does not know %q", args)
	}
	text, err := os.ReadFile(*file)
	if err != nil {
		return err
	}
	var documents []any
	if err := bson.UnmarshalExtJSON([]byte(fmt.Sprintf(`{"all":%s}`, text)), false, &struct{ All *[]any }{&documents}); err != nil {
		return err
	}
	_, database, err := connect(ctx, args[0])
	if err != nil {
		return err
	}
	if *drop {
		if err := database.Collection(*collection).Drop(ctx); err != nil {
			return err
		}
	}
	_, err = database.Collection(*collection).InsertMany(ctx, documents)
	return err
}

// export is mongoexport: a line for each document, in the order in which they were written.
// usage: mongoexport URI --collection NAME
func export(ctx context.Context, args []string) error {
	if len(args) != 3 || args[1] != "--collection" {
		return fmt.Errorf("does not know %q", args)
	}
	_, database, err := connect(ctx, args[0])
	if err != nil {
		return err
	}
	cursor, err := database.Collection(args[2]).Find(ctx, bson.D{}, options.Find().SetSort(bson.D{{Key: "_id", Value: 1}}))
	if err != nil {
		return err
	}
	for cursor.Next(ctx) {
		line, err := bson.MarshalExtJSON(cursor.Current, false, false)
		if err != nil {
			return err
		}
		fmt.Println(string(line))
	}
	return cursor.Err()
}
