// Package env registers environment variables with their defaults.
package env

import (
	"os"
	"strconv"
	"time"
)

// Variable is what all kinds share.
type Variable struct {
	Name        string
	Description string
}

// StringVar is a text.
type StringVar struct {
	Variable
	Default string
}

// BoolVar is a switch.
type BoolVar struct {
	Variable
	Default bool
}

// IntVar is a whole number.
type IntVar struct {
	Variable
	Default int
}

// FloatVar is a number.
type FloatVar struct {
	Variable
	Default float64
}

// DurationVar is a duration.
type DurationVar struct {
	Variable
	Default time.Duration
}

// RegisterStringVar declares a text.
func RegisterStringVar(name string, defaultValue string, description string) StringVar {
	return StringVar{Variable{name, description}, defaultValue}
}

// RegisterBoolVar declares a switch.
func RegisterBoolVar(name string, defaultValue bool, description string) BoolVar {
	return BoolVar{Variable{name, description}, defaultValue}
}

// RegisterIntVar declares a whole number.
func RegisterIntVar(name string, defaultValue int, description string) IntVar {
	return IntVar{Variable{name, description}, defaultValue}
}

// RegisterFloatVar declares a number.
func RegisterFloatVar(name string, defaultValue float64, description string) FloatVar {
	return FloatVar{Variable{name, description}, defaultValue}
}

// RegisterDurationVar declares a duration.
func RegisterDurationVar(name string, defaultValue time.Duration, description string) DurationVar {
	return DurationVar{Variable{name, description}, defaultValue}
}

// Get is the value of the environment, or the default when it is unset.
func (v StringVar) Get() string {
	if text, found := os.LookupEnv(v.Name); found {
		return text
	}
	return v.Default
}

// Get is the value of the environment, or the default when it is unset or malformed.
func (v BoolVar) Get() bool {
	if value, err := strconv.ParseBool(os.Getenv(v.Name)); err == nil {
		return value
	}
	return v.Default
}

// Get is the value of the environment, or the default when it is unset or malformed.
func (v IntVar) Get() int {
	if value, err := strconv.Atoi(os.Getenv(v.Name)); err == nil {
		return value
	}
	return v.Default
}

// Get is the value of the environment, or the default when it is unset or malformed.
func (v DurationVar) Get() time.Duration {
	if value, err := time.ParseDuration(os.Getenv(v.Name)); err == nil {
		return value
	}
	return v.Default
}
