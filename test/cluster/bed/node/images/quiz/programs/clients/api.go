package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strconv"
	"time"

	"go.mongodb.org/mongo-driver/bson"
	"go.mongodb.org/mongo-driver/mongo"
)

type question struct {
	ID                 int      `json:"id" bson:"id"`
	Text               string   `json:"text" bson:"text"`
	CorrectAnswerIndex int      `json:"correctAnswerIndex" bson:"correctAnswerIndex"`
	Answers            []string `json:"answers" bson:"answers"`
}

type answer struct {
	QuestionID  int       `json:"questionId" bson:"questionId"`
	AnswerIndex int       `json:"answerIndex" bson:"answerIndex"`
	Correct     bool      `json:"correct" bson:"correct"`
	Timestamp   time.Time `json:"timestamp" bson:"timestamp"`
}

type api struct{ database *mongo.Database }

// serve is the API of the quiz, beside the member of its own pod.
func serve(ctx context.Context, _ []string) error {
	address := os.Getenv("MONGO_ADDRESS")
	if address == "" {
		address = "mongodb://127.0.0.1:27017"
	}
	client, _, err := connect(ctx, address)
	if err != nil {
		return err
	}
	quiz := api{client.Database("kiada")}
	http.HandleFunc("GET /healthz/ready", answering(func(request *http.Request) (any, error) {
		return "ready", client.Ping(request.Context(), nil)
	}))
	http.HandleFunc("GET /questions/{id}", answering(quiz.question))
	http.HandleFunc("POST /questions/{id}/answers", answering(quiz.answer))
	return http.ListenAndServe(":8080", nil)
}

// answering makes a handler of what gives a value for a request.
func answering(value func(*http.Request) (any, error)) http.HandlerFunc {
	return func(response http.ResponseWriter, request *http.Request) {
		found, err := value(request)
		switch {
		case errors.Is(err, mongo.ErrNoDocuments):
			http.Error(response, err.Error(), http.StatusNotFound)
		case err != nil:
			http.Error(response, err.Error(), http.StatusInternalServerError)
		default:
			_ = json.NewEncoder(response).Encode(found)
		}
	}
}

func (a api) question(request *http.Request) (any, error) {
	id, err := strconv.Atoi(request.PathValue("id"))
	if err != nil {
		return nil, err
	}
	var found question
	err = a.database.Collection("questions").FindOne(request.Context(), bson.D{{Key: "id", Value: id}}).Decode(&found)
	return found, err
}

func (a api) answer(request *http.Request) (any, error) {
	asked, err := a.question(request)
	if err != nil {
		return nil, err
	}
	var given answer
	if err := json.NewDecoder(request.Body).Decode(&given); err != nil {
		return nil, err
	}
	if given.QuestionID != asked.(question).ID {
		return nil, fmt.Errorf("the answer is to question %d", given.QuestionID)
	}
	given.Timestamp = time.Now()
	given.Correct = given.AnswerIndex == asked.(question).CorrectAnswerIndex
	_, err = a.database.Collection("responses").InsertOne(request.Context(), given)
	return given, err
}
