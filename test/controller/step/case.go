package main

import (
	"fmt"
	"time"

	apps "k8s.io/api/apps/v1"
	v1 "k8s.io/api/core/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/apimachinery/pkg/util/intstr"
)

const (
	namespace = "default"
	setName   = "web"
	setUID    = types.UID("set")
)

// Case is what the controller finds. A template and a revision are a letter, which stands for an image.
type Case struct {
	Replicas        int32     `json:"replicas"`
	Start           *int32    `json:"start"`
	Policy          string    `json:"policy"`
	Strategy        Strategy  `json:"strategy"`
	MinReadySeconds int32     `json:"minReadySeconds"`
	Retention       Retention `json:"retention"`
	Deleted         bool      `json:"deleted"`
	ClaimTemplates  []string  `json:"claimTemplates"`
	Template        string    `json:"template"`
	Revisions       []string  `json:"revisions"`
	CurrentRevision string    `json:"currentRevision"`
	CurrentReplicas int32     `json:"currentReplicas"`
	Pods            []Pod     `json:"pods"`
	Claims          []Claim   `json:"claims"`
}

type Strategy struct {
	Type          string         `json:"type"`
	RollingUpdate *RollingUpdate `json:"rollingUpdate"`
}

type RollingUpdate struct {
	Partition      int32               `json:"partition"`
	MaxUnavailable *intstr.IntOrString `json:"maxUnavailable"`
}

type Retention struct {
	WhenDeleted string `json:"whenDeleted"`
	WhenScaled  string `json:"whenScaled"`
}

type Pod struct {
	Ordinal      int    `json:"ordinal"`
	UID          string `json:"uid"`
	Revision     string `json:"revision"`
	Phase        string `json:"phase"`
	ReadySeconds *int64 `json:"readySeconds"`
	Terminating  bool   `json:"terminating"`
}

type Claim struct {
	Template    string  `json:"template"`
	Ordinal     int     `json:"ordinal"`
	Terminating bool    `json:"terminating"`
	Owners      []Owner `json:"owners"`
}

type Owner struct {
	Kind         string `json:"kind"`
	UID          string `json:"uid"`
	IsController bool   `json:"isController"`
}

var kinds = map[string]metav1.OwnerReference{
	"set":   {APIVersion: "apps/v1", Kind: "StatefulSet", Name: setName},
	"pod":   {APIVersion: "v1", Kind: "Pod"},
	"other": {APIVersion: "example.com/v1", Kind: "Cluster", Name: "other"},
}

func (one Case) set(revisions *revisions) *apps.StatefulSet {
	labels := map[string]string{"app": setName}
	limit := int32(10)
	set := &apps.StatefulSet{
		TypeMeta:   metav1.TypeMeta{APIVersion: "apps/v1", Kind: "StatefulSet"},
		ObjectMeta: metav1.ObjectMeta{Name: setName, Namespace: namespace, UID: setUID, Generation: 1},
		Spec: apps.StatefulSetSpec{
			Replicas:             &one.Replicas,
			Selector:             &metav1.LabelSelector{MatchLabels: labels},
			ServiceName:          setName,
			PodManagementPolicy:  apps.PodManagementPolicyType(one.Policy),
			MinReadySeconds:      one.MinReadySeconds,
			RevisionHistoryLimit: &limit,
			Template: v1.PodTemplateSpec{
				ObjectMeta: metav1.ObjectMeta{Labels: labels},
				Spec:       v1.PodSpec{Containers: []v1.Container{{Name: "main", Image: one.Template}}},
			},
			UpdateStrategy: apps.StatefulSetUpdateStrategy{Type: apps.StatefulSetUpdateStrategyType(one.Strategy.Type)},
			PersistentVolumeClaimRetentionPolicy: &apps.StatefulSetPersistentVolumeClaimRetentionPolicy{
				WhenDeleted: apps.PersistentVolumeClaimRetentionPolicyType(one.Retention.WhenDeleted),
				WhenScaled:  apps.PersistentVolumeClaimRetentionPolicyType(one.Retention.WhenScaled),
			},
		},
		Status: apps.StatefulSetStatus{CurrentRevision: revisions.nameOf(one.CurrentRevision), CurrentReplicas: one.CurrentReplicas},
	}
	if one.Start != nil {
		set.Spec.Ordinals = &apps.StatefulSetOrdinals{Start: *one.Start}
	}
	if one.Strategy.RollingUpdate != nil {
		set.Spec.UpdateStrategy.RollingUpdate = &apps.RollingUpdateStatefulSetStrategy{
			Partition:      &one.Strategy.RollingUpdate.Partition,
			MaxUnavailable: one.Strategy.RollingUpdate.MaxUnavailable,
		}
	}
	for _, name := range one.ClaimTemplates {
		set.Spec.VolumeClaimTemplates = append(set.Spec.VolumeClaimTemplates, v1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{Name: name}})
	}
	if one.Deleted {
		set.DeletionTimestamp = &metav1.Time{Time: time.Now()}
	}
	return set
}

func (one Pod) pod(claimTemplates []string, revisions *revisions, now time.Time) *v1.Pod {
	name := fmt.Sprintf("%s-%d", setName, one.Ordinal)
	pod := &v1.Pod{
		ObjectMeta: metav1.ObjectMeta{
			Name: name, Namespace: namespace, UID: types.UID(one.UID),
			Labels: map[string]string{
				"app": setName, apps.StatefulSetPodNameLabel: name, apps.PodIndexLabel: fmt.Sprint(one.Ordinal),
				apps.StatefulSetRevisionLabel: revisions.nameOf(one.Revision),
			},
		},
		Status: v1.PodStatus{Phase: v1.PodPhase(one.Phase)},
	}
	for _, template := range claimTemplates {
		pod.Spec.Volumes = append(pod.Spec.Volumes, v1.Volume{Name: template, VolumeSource: v1.VolumeSource{
			PersistentVolumeClaim: &v1.PersistentVolumeClaimVolumeSource{ClaimName: fmt.Sprintf("%s-%s", template, name)},
		}})
	}
	if one.ReadySeconds != nil {
		since := metav1.Time{Time: now.Add(-time.Duration(*one.ReadySeconds) * time.Second)}
		pod.Status.Conditions = []v1.PodCondition{{Type: v1.PodReady, Status: v1.ConditionTrue, LastTransitionTime: since}}
	}
	if one.Terminating {
		pod.DeletionTimestamp = &metav1.Time{Time: now}
	}
	return pod
}

func (one Claim) claim() *v1.PersistentVolumeClaim {
	claim := &v1.PersistentVolumeClaim{ObjectMeta: metav1.ObjectMeta{
		Name: fmt.Sprintf("%s-%s-%d", one.Template, setName, one.Ordinal), Namespace: namespace,
	}}
	for _, owner := range one.Owners {
		reference := kinds[owner.Kind]
		if owner.Kind == "pod" {
			reference.Name = fmt.Sprintf("%s-%d", setName, one.Ordinal)
		}
		reference.UID = types.UID(owner.UID)
		isController := owner.IsController
		reference.Controller = &isController
		claim.OwnerReferences = append(claim.OwnerReferences, reference)
	}
	if one.Terminating {
		claim.DeletionTimestamp = &metav1.Time{Time: time.Now()}
	}
	return claim
}
