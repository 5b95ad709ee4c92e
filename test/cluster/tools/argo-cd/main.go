// Compares objects as Argo CD does at each refresh, without a cluster: what an Application is to make, beside what is there.
// https://argo-cd.readthedocs.io/en/stable/user-guide/diff-strategies/
package main

import (
	"encoding/json"
	"fmt"
	"os"

	"github.com/argoproj/argo-cd/gitops-engine/pkg/diff"
	openapi "github.com/google/gnostic-models/openapiv2"
	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/util/managedfields"
	"k8s.io/kube-openapi/pkg/util/proto"
)

type input struct {
	Pairs []struct {
		Target *unstructured.Unstructured `json:"target"`
		Live   *unstructured.Unstructured `json:"live"`
	} `json:"pairs"`

	// The file with what the API server says of its types, for an Application with ServerSideApply=true.
	Types string `json:"types"`
}

type result struct {
	Modified  bool            `json:"modified"`
	Live      json.RawMessage `json:"live"`
	Predicted json.RawMessage `json:"predicted"`
}

func options(types string) ([]diff.Option, error) {
	options := []diff.Option{diff.WithNormalizer(diff.GetNoopNormalizer())}
	if types == "" {
		return options, nil
	}
	text, err := os.ReadFile(types)
	if err != nil {
		return nil, err
	}
	document, err := openapi.ParseDocument(text)
	if err != nil {
		return nil, err
	}
	models, err := proto.NewOpenAPIData(document)
	if err != nil {
		return nil, err
	}
	parser, err := managedfields.NewGVKParser(models, false)
	if err != nil {
		return nil, err
	}
	return append(options, diff.WithStructuredMergeDiff(true), diff.WithGVKParser(parser), diff.WithManager("argocd-controller")), nil
}

func compare() ([]result, error) {
	var given input
	if err := json.NewDecoder(os.Stdin).Decode(&given); err != nil {
		return nil, err
	}
	chosen, err := options(given.Types)
	if err != nil {
		return nil, err
	}
	results := []result{}
	for _, each := range given.Pairs {
		found, err := diff.Diff(each.Target, each.Live, chosen...)
		if err != nil {
			return nil, err
		}
		results = append(results, result{found.Modified, found.NormalizedLive, found.PredictedLive})
	}
	return results, nil
}

func main() {
	results, err := compare()
	if err == nil {
		err = json.NewEncoder(os.Stdout).Encode(results)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
