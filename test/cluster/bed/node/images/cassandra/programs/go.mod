module programs.invalid

go 1.24

require github.com/gocql/gocql v1.7.0
