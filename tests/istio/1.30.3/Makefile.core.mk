# The variables and rules that say how the binaries are built, in the words of Istio's Makefile.

ifeq ($(VERSION),)
VERSION := $(shell cat VERSION)-dev
endif
export VERSION

# What the Makefile passes wins over what a Dockerfile says: this registry is not the default of the Dockerfiles.
BASE_VERSION ?= master-2026-04-09T19-02-13
ISTIO_BASE_REGISTRY ?= gcr.io/istio-release

export GO111MODULE ?= on

ifeq ($(DEBUG),1)
RELEASE_LDFLAGS=''
else
RELEASE_LDFLAGS='-extldflags -static -s -w'
endif

AGENT_BINARIES:=./pilot/cmd/pilot-agent
STANDARD_BINARIES:=./istioctl/cmd/istioctl \
  ./pilot/cmd/pilot-discovery

CNI_BINARIES:=./cni/cmd/istio-cni \
	./cni/cmd/install-cni
LINUX_AGENT_BINARIES:=$(CNI_BINARIES) \
  $(AGENT_BINARIES)

BINARIES:=$(STANDARD_BINARIES) $(AGENT_BINARIES) $(LINUX_AGENT_BINARIES)

AGENT_TAGS=agent,disable_pgv,grpcnotrace,retrynotrace
STANDARD_TAGS=vtprotobuf,disable_pgv

.PHONY: build-linux
build-linux:
	GOOS=linux GOARCH=$(GOARCH_LOCAL) LDFLAGS=$(RELEASE_LDFLAGS) common/scripts/gobuild.sh $(TARGET_OUT_LINUX)/ -tags=$(STANDARD_TAGS) $(STANDARD_BINARIES)
	GOOS=linux GOARCH=$(GOARCH_LOCAL) LDFLAGS=$(RELEASE_LDFLAGS) common/scripts/gobuild.sh $(TARGET_OUT_LINUX)/ -tags=$(AGENT_TAGS) $(LINUX_AGENT_BINARIES)

include tools/istio-docker.mk
