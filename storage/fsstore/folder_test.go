package fsstore_test

import (
	"crypto/sha256"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"minhchung/storage/driver"
	"minhchung/storage/fsstore"
	"minhchung/storage/storagetest"
)

// source is a staged file in dir.
func source(t *testing.T, dir, body string) driver.Source {
	t.Helper()
	f, err := os.CreateTemp(dir, "staged")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		f.Close()
		os.Remove(f.Name())
	})
	if _, err := f.WriteString(body); err != nil {
		t.Fatal(err)
	}
	return driver.Source{File: f, Size: int64(len(body)), SHA256: sha256.Sum256([]byte(body))}
}

// otherDisk is a folder that files cannot be linked from.
func otherDisk(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "fsstore")
	if err != nil {
		t.Skipf("no second file system to test with: %v", err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Link(source(t, t.TempDir(), "").File.Name(), filepath.Join(dir, "linked")); !errors.Is(err, syscall.EXDEV) {
		t.Skipf("/dev/shm is no other file system: %v", err)
	}
	return dir
}

func TestFilesAreReadOnlyAndPrivate(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, filepath.Join(dir, "deep", "files"))
	if err := s.Create(t.Context(), "originals/ab/cd/one", source(t, dir, "x")); err != nil {
		t.Fatal(err)
	}
	if err := s.Replace(t.Context(), "derived/ab/cd/one/text", source(t, dir, "x")); err != nil {
		t.Fatal(err)
	}
	files := 0
	err := filepath.WalkDir(filepath.Join(dir, "deep"), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		want := fs.FileMode(0o700)
		if !d.IsDir() {
			files, want = files+1, 0o400
		}
		if info.Mode().Perm() != want {
			t.Errorf("%s has mode %v, want %v", path, info.Mode(), want)
		}
		return nil
	})
	if err != nil || files != 2 {
		t.Errorf("%d files, %v", files, err)
	}
}

func TestASourceOnAnotherDiskIsCopied(t *testing.T) {
	t.Parallel()
	other, dir := otherDisk(t), t.TempDir()
	s := openStore(t, dir)
	if err := s.Create(t.Context(), "originals/one", source(t, other, "first")); err != nil {
		t.Fatal(err)
	}
	if err := s.Create(t.Context(), "originals/one", source(t, other, "second")); !errors.Is(err, driver.ErrExists) {
		t.Errorf("%v, want ErrExists", err)
	}
	for _, body := range []string{"old", "new"} {
		if err := s.Replace(t.Context(), "derived/one/text", source(t, other, body)); err != nil {
			t.Fatal(err)
		}
	}
	for path, want := range map[string]string{"originals/one": "first", "derived/one/text": "new"} {
		got, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", path, got, err, want)
		}
	}
	short := source(t, other, "whole")
	if err := short.File.Truncate(2); err != nil {
		t.Fatal(err)
	}
	if err := s.Create(t.Context(), "originals/short", short); err == nil {
		t.Error("a source shorter than it says was filed")
	}
	if _, err := s.Stat(t.Context(), "originals/short"); !errors.Is(err, driver.ErrNotFound) {
		t.Errorf("%v, want ErrNotFound", err)
	}
	if left, err := os.ReadDir(filepath.Join(dir, ".scratch")); err != nil || len(left) > 0 {
		t.Errorf("left: %v %v", left, err)
	}
}

func TestOpenSweepsWhatACrashLeft(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	openStore(t, dir)
	left := filepath.Join(dir, ".scratch", "part-dead")
	if err := os.WriteFile(left, nil, 0o400); err != nil {
		t.Fatal(err)
	}
	openStore(t, dir)
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("%v, want it gone", err)
	}
}

func TestKeysCannotLeaveTheFolder(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	s := openStore(t, filepath.Join(dir, "files"))
	if err := os.WriteFile(filepath.Join(dir, "secret"), []byte("s"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, key := range []string{"", "../secret", "a/../../secret", filepath.Join(dir, "secret"), "a\\b", "a\x00b", ".scratch/part-1"} {
		if err := s.Create(t.Context(), key, source(t, dir, "x")); err == nil {
			t.Errorf("create %q passed", key)
		}
		if _, _, err := s.Open(t.Context(), key, 0, -1); err == nil {
			t.Errorf("open %q passed", key)
		}
		if err := s.Delete(t.Context(), key); err == nil {
			t.Errorf("delete %q passed", key)
		}
		if err := s.DeleteAll(t.Context(), key); err == nil {
			t.Errorf("delete all %q passed", key)
		}
		if path, ok := s.LocalPath(key); ok {
			t.Errorf("local path of %q is %s", key, path)
		}
	}
	if got, err := os.ReadFile(filepath.Join(dir, "secret")); err != nil || string(got) != "s" {
		t.Errorf("%q, %v", got, err)
	}
}

// A volume that is not mounted looks like an empty folder.
func TestPingNoticesAnotherFolderInItsPlace(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "files")
	s := openStore(t, dir)
	if err := os.Rename(dir, dir+"-away"); err != nil {
		t.Fatal(err)
	}
	if err := s.Ping(t.Context()); err == nil {
		t.Error("a missing folder answered")
	}
	if err := os.Mkdir(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	if err := s.Ping(t.Context()); err == nil {
		t.Error("another folder answered")
	}
	if err := os.Remove(dir); err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(dir+"-away", dir); err != nil {
		t.Fatal(err)
	}
	if err := s.Ping(t.Context()); err != nil {
		t.Error(err)
	}
}

// Two stores over one folder are two processes: neither knows what the other made
// or removed.
func TestTwoStoresShareAFolder(t *testing.T) {
	t.Parallel()
	dir, scratch := t.TempDir(), t.TempDir()
	one, two := openStore(t, dir), openStore(t, dir)
	for range 2 { // the second time one believes in folders that two has removed
		if err := one.Create(t.Context(), "x/y/z/1", source(t, scratch, "1")); err != nil {
			t.Fatal(err)
		}
		if err := two.Create(t.Context(), "x/y/z/1", source(t, scratch, "2")); !errors.Is(err, driver.ErrExists) {
			t.Errorf("%v, want ErrExists", err)
		}
		if err := two.DeleteAll(t.Context(), "x/"); err != nil {
			t.Fatal(err)
		}
	}
}

func TestOpenSaysWhatIsWrong(t *testing.T) {
	t.Parallel()
	file := source(t, t.TempDir(), "").File.Name()
	for _, dir := range []string{file, filepath.Join(file, "below")} {
		if _, err := fsstore.Open(dir); err == nil || !strings.Contains(err.Error(), dir) {
			t.Errorf("%v; want an error that names %s", err, dir)
		}
	}
}

// The whole contract once more with the store on another disk than the scratch
// folder: nothing can be linked, everything is copied.
func TestContractOnAnotherDisk(t *testing.T) {
	t.Parallel()
	other := otherDisk(t)
	storagetest.Run(t, func(t *testing.T) driver.Bucket {
		dir, err := os.MkdirTemp(other, "files")
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() {
			if left, err := os.ReadDir(filepath.Join(dir, ".scratch")); err != nil || len(left) > 0 {
				t.Errorf("left in the store's scratch folder: %v %v", left, err)
			}
		})
		return openStore(t, dir)
	})
}
