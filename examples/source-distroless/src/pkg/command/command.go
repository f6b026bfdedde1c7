// Package command answers what every one of these programs is asked: `version` prints the stamp.
package command

import (
	"fmt"
	"os"

	"istio.io/istio/pkg/version"
)

// Run runs a program's sub-command: `version`, `version --short`, or one of its own, which prints the given line.
func Run(name string, commands map[string]string) {
	arguments := append(os.Args[1:], "", "")
	switch line, known := commands[arguments[0]]; {
	case arguments[0] == "version" && arguments[1] == "--short":
		fmt.Println(version.Short())
	case arguments[0] == "version":
		fmt.Println(version.Long())
	case known:
		fmt.Println(line)
	default:
		fmt.Fprintf(os.Stderr, "usage: %s version [--short]\n", name)
		os.Exit(2)
	}
}
