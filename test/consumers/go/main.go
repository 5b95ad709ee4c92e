package main

import "github.com/cdk8s-team/cdk8s-core-go/cdk8s/v2"

func main() {
	app := cdk8s.NewApp(nil)
	newWeb(app, "web")
	newMysql(app, "mysql")
	app.Synth()
}
