// Runs the real StatefulSet controller for one sync per line of JSON on standard input, and writes what it did.
//
//	in:  {"replicas":2,"template":"b","revisions":["a"],"pods":[{"ordinal":0,"revision":"a",…}],…}
//	out: {"actions":["create claim data-web-1","create pod 1 b"],"status":{…},"failed":false}
package main

import (
	"bufio"
	"encoding/json"
	"flag"
	"fmt"
	"os"

	utilfeature "k8s.io/apiserver/pkg/util/feature"
	_ "k8s.io/kubernetes/pkg/features"
)

func main() {
	gates := flag.String("feature-gates", "", "feature gates, as the kube-controller-manager takes them")
	flag.Parse()
	if err := utilfeature.DefaultMutableFeatureGate.Set(*gates); err != nil {
		stop(err)
	}
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(nil, 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	revisions := newRevisions()
	for lines.Scan() {
		var one Case
		if err := json.Unmarshal(lines.Bytes(), &one); err != nil {
			stop(err)
		}
		if err := encoder.Encode(step(one, revisions)); err != nil {
			stop(err)
		}
	}
	if err := lines.Err(); err != nil {
		stop(err)
	}
}

func stop(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
