// Package env registers environment variables with their defaults.
package env

import (
	"fmt"
	"os"
	"strconv"
	"time"
)

// Parseable is what a variable can be.
type Parseable interface {
	~string | ~bool | ~int | ~float64 | ~int64
}

// Var is a registered variable.
type Var[T Parseable] struct {
	Name        string
	Default     T
	Description string
}

// Register declares a variable.
func Register[T Parseable](name string, defaultValue T, description string) Var[T] {
	return Var[T]{Name: name, Default: defaultValue, Description: description}
}

// Get is the value of the environment, or the default when it is unset or malformed.
func (v Var[T]) Get() T {
	text, found := os.LookupEnv(v.Name)
	if !found {
		return v.Default
	}
	var value any
	var err error
	switch any(v.Default).(type) {
	case string:
		value = text
	case bool:
		value, err = strconv.ParseBool(text)
	case int:
		value, err = strconv.Atoi(text)
	case float64:
		value, err = strconv.ParseFloat(text, 64)
	case time.Duration:
		value, err = time.ParseDuration(text)
	}
	if parsed, ok := value.(T); ok && err == nil {
		return parsed
	}
	fmt.Fprintf(os.Stderr, "%s: cannot read %q, using %v\n", v.Name, text, v.Default)
	return v.Default
}

// RegisterStringVar declares a text.
func RegisterStringVar(name string, defaultValue string, description string) Var[string] {
	return Register(name, defaultValue, description)
}

// RegisterDurationVar declares a duration.
func RegisterDurationVar(name string, defaultValue time.Duration, description string) Var[time.Duration] {
	return Register(name, defaultValue, description)
}
