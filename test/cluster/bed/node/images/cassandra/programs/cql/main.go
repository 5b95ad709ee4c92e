// A client of Cassandra for the tests: it asks a majority, and finds the nodes through a Service.
package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/gocql/gocql"
)

// usage: cql HOST STATEMENT, which prints the first column of each row; cql HOST own STATEMENT, which asks this node only, for what
// it has itself; or cql HOST write TABLE, which writes number after number and prints those that a majority has.
func main() {
	var err error
	switch {
	case len(os.Args) == 3:
		err = execute(cluster(os.Args[1]), os.Args[2])
	case len(os.Args) == 4 && os.Args[2] == "own":
		node := cluster(os.Args[1])
		node.DisableInitialHostLookup = true
		node.Consistency = gocql.One
		err = execute(node, os.Args[3])
	case len(os.Args) == 4 && os.Args[2] == "write":
		write(cluster(os.Args[1]), os.Args[3])
	default:
		err = fmt.Errorf("does not know %q", os.Args[1:])
	}
	if err != nil {
		fmt.Fprintf(os.Stderr, "cql: %v\n", err)
		os.Exit(1)
	}
}

func cluster(host string) *gocql.ClusterConfig {
	cluster := gocql.NewCluster(host)
	cluster.Consistency = gocql.Quorum
	cluster.ConnectTimeout = 3 * time.Second
	cluster.Timeout = 10 * time.Second
	return cluster
}

func execute(cluster *gocql.ClusterConfig, statement string) error {
	session, err := cluster.CreateSession()
	if err != nil {
		return err
	}
	defer session.Close()
	rows := session.Query(statement).Iter()
	for {
		row := map[string]any{}
		if !rows.MapScan(row) {
			return rows.Close()
		}
		fmt.Println(row[rows.Columns()[0].Name])
	}
}

func write(cluster *gocql.ClusterConfig, table string) {
	statement := fmt.Sprintf("INSERT INTO %s (number) VALUES (?)", strings.TrimSpace(table))
	for number := 0; ; {
		session, err := cluster.CreateSession()
		for ; err == nil; number++ {
			if err = session.Query(statement, number).Exec(); err == nil {
				fmt.Println(number)
				time.Sleep(50 * time.Millisecond)
			}
		}
		fmt.Fprintf(os.Stderr, "%v\n", err)
		if session != nil {
			session.Close()
		}
		time.Sleep(time.Second)
	}
}
