package app_test

import (
	"testing"

	"minhchung/internal/testkit"
)

func TestMain(m *testing.M) { testkit.Main(m) }
