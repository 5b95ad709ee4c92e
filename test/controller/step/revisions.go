package main

import (
	"fmt"
	"time"

	apps "k8s.io/api/apps/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/tools/record"
	"k8s.io/kubernetes/pkg/controller/history"
	"k8s.io/kubernetes/pkg/controller/statefulset"
)

// revisions are those that the controller itself makes of the templates, which are letters here.
type revisions struct {
	byLetter map[string]*apps.ControllerRevision
	letters  map[string]string
}

func newRevisions() *revisions {
	return &revisions{byLetter: map[string]*apps.ControllerRevision{}, letters: map[string]string{"": ""}}
}

// nameOf is the name of the revision of a letter; nothing for none.
func (revisions *revisions) nameOf(letter string) string {
	if letter == "" {
		return ""
	}
	return revisions.of(letter).Name
}

func (revisions *revisions) letterOf(name string) string {
	letter, found := revisions.letters[name]
	if !found {
		return name
	}
	return letter
}

func (revisions *revisions) of(letter string) *apps.ControllerRevision {
	if known, found := revisions.byLetter[letter]; found {
		return known
	}
	one := Case{Policy: "Parallel", Strategy: Strategy{Type: "OnDelete"}, Template: letter}
	store := &store{}
	control := statefulset.NewDefaultStatefulSetControl(
		statefulset.NewStatefulPodControlFromManager(manager{newObjects(one, revisions)}, &record.FakeRecorder{}), &statusUpdater{}, historyOf{store})
	if _, err := updateStatefulSet(control, one.set(revisions), nil, time.Now()); err != nil {
		stop(err)
	}
	made := store.revisions[0]
	made.ResourceVersion = letter
	revisions.byLetter[letter] = made
	revisions.letters[made.Name] = letter
	return made
}

// history has the revisions in that order, the oldest first.
func (revisions *revisions) history(letters []string) history.Interface {
	store := &store{}
	for index, letter := range letters {
		revision := revisions.of(letter).DeepCopy()
		revision.Revision = int64(index + 1)
		store.revisions = append(store.revisions, revision)
	}
	return historyOf{store}
}

// store keeps revisions in memory. What the controller does not call in a sync is not there, and panics.
type store struct {
	history.Interface
	revisions []*apps.ControllerRevision
}

func (store *store) list() []*apps.ControllerRevision {
	return append([]*apps.ControllerRevision{}, store.revisions...)
}

func (store *store) CreateControllerRevision(parent metav1.Object, revision *apps.ControllerRevision, collisions *int32) (*apps.ControllerRevision, error) {
	created := revision.DeepCopy()
	created.Namespace = parent.GetNamespace()
	created.Name = history.ControllerRevisionName(parent.GetName(), history.HashControllerRevision(revision, collisions))
	store.revisions = append(store.revisions, created)
	return created, nil
}

func (store *store) UpdateControllerRevision(revision *apps.ControllerRevision, number int64) (*apps.ControllerRevision, error) {
	for _, kept := range store.revisions {
		if kept.Name == revision.Name {
			kept.Revision = number
			return kept, nil
		}
	}
	return nil, fmt.Errorf("no revision %s", revision.Name)
}
