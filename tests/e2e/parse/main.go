// Reads the Dockerfiles of a directory by BuildKit's own parser and holds what it understands against what istio-imgen read, which
// lies beside each: the instructions with their lines, flags, arguments and heredocs, and the values of ENV, LABEL and ARG as the
// word processing of Dockerfiles gives them.
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"

	"github.com/moby/buildkit/frontend/dockerfile/parser"
	"github.com/moby/buildkit/frontend/dockerfile/shell"
)

type heredoc struct {
	Name   string `json:"name"`
	Expand bool   `json:"expand"`
	Chomp  bool   `json:"chomp"`
	Body   string `json:"body"`
}

type instruction struct {
	Name      string       `json:"name"`
	Line      int          `json:"line"`
	Flags     []string     `json:"flags"`
	Exec      bool         `json:"exec"`
	Arguments []string     `json:"arguments"`
	Values    []string     `json:"values"`
	Heredocs  []heredoc    `json:"heredocs"`
	Trigger   *instruction `json:"trigger"`
}

// What stands beside a Dockerfile: how istio-imgen reads it.
type file struct {
	Problems     int           `json:"problems"`
	Instructions []instruction `json:"instructions"`
}

func main() {
	names, err := filepath.Glob(filepath.Join(os.Args[1], "*.Dockerfile"))
	must(err)
	compared, refused, instructions, differing := 0, 0, 0, 0
	for _, name := range names {
		text, err := os.ReadFile(name)
		must(err)
		ours, err := os.ReadFile(strings.TrimSuffix(name, "Dockerfile") + "json")
		must(err)
		var read file
		must(json.Unmarshal(ours, &read))
		wrong := difference(text, read)
		switch {
		case wrong != "":
			differing++
			fmt.Printf("%s: %s\n", name, wrong)
		case read.Problems > 0:
			refused++
		default:
			compared++
			instructions += len(read.Instructions)
		}
	}
	fmt.Printf("%d Dockerfiles read as the same %d instructions, %d refused by both or by us, %d differ\n",
		compared, instructions, refused, differing)
	if differing > 0 || compared == 0 {
		os.Exit(1)
	}
}

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
}

// How BuildKit reads a text otherwise than we do; nothing for the same. A file with a mistake is read by neither.
func difference(text []byte, ours file) string {
	result, err := parser.Parse(bytes.NewReader(text))
	if err != nil {
		if ours.Problems == 0 {
			return "BuildKit refuses it: " + err.Error()
		}
		return ""
	}
	if ours.Problems > 0 {
		return ""
	}
	lex := shell.NewLex(result.EscapeToken)
	for index, node := range result.AST.Children {
		if index >= len(ours.Instructions) {
			return "BuildKit reads more instructions"
		}
		if theirs := read(node, lex); !reflect.DeepEqual(theirs, ours.Instructions[index]) {
			return said(theirs) + "\n  and not " + said(ours.Instructions[index])
		}
	}
	if len(ours.Instructions) > len(result.AST.Children) {
		return "BuildKit reads fewer instructions"
	}
	return ""
}

func said(value any) string {
	text, err := json.Marshal(value)
	must(err)
	return string(text)
}

func read(node *parser.Node, lex *shell.Lex) instruction {
	found := instruction{
		Name: strings.ToUpper(node.Value), Line: node.StartLine, Flags: append([]string{}, node.Flags...),
		Exec: node.Attributes["json"], Arguments: []string{}, Values: []string{}, Heredocs: []heredoc{},
	}
	for _, held := range node.Heredocs {
		found.Heredocs = append(found.Heredocs, heredoc{held.Name, held.Expand, held.Chomp, held.Content})
	}
	kind := strings.ToLower(node.Value)
	if kind == "onbuild" && node.Next != nil && len(node.Next.Children) == 1 {
		trigger := read(node.Next.Children[0], lex)
		trigger.Line = 0
		found.Trigger = &trigger
		return found
	}
	if kind == "healthcheck" && node.Next != nil {
		found.Exec = node.Next.Attributes["json"] || node.Attributes["json"]
	}
	for next := node.Next; next != nil; next = next.Next {
		found.Arguments = append(found.Arguments, next.Value)
	}
	switch kind {
	case "env", "label":
		// Threes of a name, a value and what stands between them.
		var pairs []string
		for i := 0; i+1 < len(found.Arguments); i += 3 {
			pairs = append(pairs, found.Arguments[i], found.Arguments[i+1])
			found.Values = append(found.Values, processed(found.Arguments[i+1], lex))
		}
		found.Arguments = pairs
	case "arg":
		for _, word := range found.Arguments {
			if _, value, ok := strings.Cut(word, "="); ok {
				found.Values = append(found.Values, processed(value, lex))
			}
		}
	}
	return found
}

type none struct{}

func (none) Get(string) (string, bool) { return "", false }
func (none) Keys() []string            { return nil }

// A value without quotes and escapes; a mark for one that a variable is put into, and for one that is refused.
func processed(value string, lex *shell.Lex) string {
	result, err := lex.ProcessWordWithMatches(value, none{})
	switch {
	case err != nil && !strings.Contains(value, "${"):
		return "(refused)"
	case err != nil || len(result.Matched)+len(result.Unmatched) > 0:
		return "(variable)"
	}
	return result.Result
}
