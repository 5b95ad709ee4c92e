// Command measure runs a program and writes what its process has used, as the bench's own variants do of themselves.
//
//	measure FILE PROGRAM [ARGUMENT...]
//
// FILE gets the standard output of the program.
package main

import (
	"encoding/json"
	"log"
	"os"
	"os/exec"
	"runtime"
	"syscall"
	"time"
)

func main() {
	log.SetFlags(0)
	output, err := os.Create(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	command := exec.Command(os.Args[2], os.Args[3:]...)
	command.Stdout, command.Stderr = output, os.Stderr
	if err := command.Run(); err != nil {
		log.Fatal(err)
	}
	state := command.ProcessState
	peak := state.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS == "darwin" {
		// there it is in bytes
		peak /= 1024
	}
	usage := map[string]float64{
		"cpuMilliseconds": float64(state.UserTime()+state.SystemTime()) / float64(time.Millisecond),
		"peakKibibytes":   float64(peak),
	}
	if err := json.NewEncoder(os.Stdout).Encode(usage); err != nil {
		log.Fatal(err)
	}
}
