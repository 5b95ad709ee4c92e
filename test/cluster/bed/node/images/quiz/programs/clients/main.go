// The clients in the image quiz: an API with the paths, the port and the database of luksa/quiz-api, and of MongoDB's own
// programs what the example and its tests call. The name under which it is called says which of them it is.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"go.mongodb.org/mongo-driver/mongo"
	"go.mongodb.org/mongo-driver/mongo/options"
	"go.mongodb.org/mongo-driver/x/mongo/driver/connstring"
)

func main() {
	programs := map[string]func(context.Context, []string) error{
		"quiz-api": serve, "mongosh": initiate, "mongoimport": importFile, "mongoexport": export,
	}
	name := filepath.Base(os.Args[0])
	program, known := programs[name]
	if !known {
		program = func(context.Context, []string) error { return fmt.Errorf("is no program") }
	}
	if err := program(context.Background(), os.Args[1:]); err != nil {
		fmt.Fprintf(os.Stderr, "%s: %v\n", name, err)
		os.Exit(1)
	}
}

// connect gives a client that looks for a primary for some seconds, and the database that the address names.
func connect(ctx context.Context, address string) (*mongo.Client, *mongo.Database, error) {
	parsed, err := connstring.ParseAndValidate(address)
	if err != nil {
		return nil, nil, err
	}
	client, err := mongo.Connect(ctx, options.Client().ApplyURI(address).SetServerSelectionTimeout(5*time.Second))
	if err != nil {
		return nil, nil, err
	}
	name := parsed.Database
	if name == "" {
		name = "test"
	}
	return client, client.Database(name), nil
}
