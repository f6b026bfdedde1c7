// Command istioctl stands for the operator's tool. It embeds the charts, whose hub and tag a release rewrites.
package main

import (
	"istio.io/istio/manifests"
	"istio.io/istio/pkg/command"
)

// charts is where the tool tells people to install from, as registry.istio.io/release did once.
const charts = "oci://registry.istio.io/release/charts/"

func main() {
	values, err := manifests.Files.ReadFile("charts/istiod/values.yaml")
	if err != nil {
		panic(err)
	}
	command.Run("istioctl", map[string]string{"manifest": string(values), "charts": charts})
}
