// Package manifests embeds the charts.
package manifests

import "embed"

// Files holds charts and profiles; `all:` takes the names with a leading underscore, too.
//
//go:embed all:charts/* profiles/*
var Files embed.FS
