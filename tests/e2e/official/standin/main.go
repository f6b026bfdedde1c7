// Command standin takes the place of a program that is not Go and is not compiled here: Envoy, ztunnel.
// It answers what such a program is asked in a test: which one it is, and whether a file is readable to it.
package main

import (
	"fmt"
	"os"
)

// The linker stamps both.
var name, version = "unknown", "unknown"

func main() {
	if len(os.Args) == 3 && os.Args[1] == "--config-path" {
		if _, err := os.ReadFile(os.Args[2]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	}
	fmt.Printf("%s  version: %s/1.36.4/Clean/RELEASE/BoringSSL\n", name, version)
}
