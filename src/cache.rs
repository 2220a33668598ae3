//! What earlier runs found out about articles by themselves, kept in a folder.
//!
//! An entry is found by the digest of all that it was made from, so it is right or it is not there: nothing is ever
//! looked up by name or time. Entries of one run lie in one file, which is never changed once it is there. Where more
//! lies in the folder than the last run asked for, what it asked for is written anew and all else is let go.

mod pack;

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::cache::pack::{Block, Frame, Pack, SUFFIX, Writer};
use crate::digest;
use crate::error::Error;

/// Digest of all that an entry is made from.
pub type Key = [u8; 16];

/// Most files; of more one is made.
const MOST_FILES: usize = 32;

/// A folder of entries.
#[derive(Debug)]
pub struct Cache {
    dir: PathBuf,
    maker: Key,
    packs: Vec<Pack>,
    /// File, block and number of each entry.
    places: FxHashMap<Key, [u32; 3]>,
    /// Entries of other rules or another program.
    foreign: usize,
    /// Files that cannot be used.
    broken: Mutex<BTreeSet<PathBuf>>,
    used: Mutex<FxHashSet<Key>>,
    fresh: Mutex<Fresh>,
}

/// What this run found out anew.
#[derive(Debug, Default)]
struct Fresh {
    writer: Option<Writer>,
    entries: usize,
    failed: Option<io::Error>,
}

impl Fresh {
    fn add(&mut self, dir: &Path, frame: Frame, packed: &[u8]) -> io::Result<()> {
        let writer = match self.writer.take() {
            Some(writer) => writer,
            None => Writer::new(dir)?,
        };
        self.writer.insert(writer).add(frame, packed)
    }
}

impl Cache {
    /// Opens the folder, which is made where it is missing. Only entries by the same `maker` count: the rules and the
    /// program.
    ///
    /// # Errors
    /// `Error::Write` where the folder cannot be made or read.
    pub fn open(dir: &Path, maker: &str) -> Result<Self, Error> {
        let failed = |cause| Error::Write { path: dir.to_owned(), cause };
        fs::create_dir_all(dir).map_err(failed)?;
        let mut paths = Vec::new();
        for entry in fs::read_dir(dir).map_err(failed)? {
            let path = entry.map_err(failed)?.path();
            if path.extension().is_some_and(|suffix| suffix == SUFFIX) {
                paths.push(path);
            }
        }
        paths.sort();
        let mut cache = Self {
            dir: dir.to_owned(),
            maker: digest::short([Some(maker.as_bytes())]),
            packs: Vec::new(),
            places: FxHashMap::default(),
            foreign: 0,
            broken: Mutex::default(),
            used: Mutex::default(),
            fresh: Mutex::default(),
        };
        for path in paths {
            match Pack::open(path.clone()) {
                Some(pack) => cache.take_in(pack),
                None => drop(locked(&cache.broken).insert(path)),
            }
        }
        Ok(cache)
    }

    fn take_in(&mut self, pack: Pack) {
        if pack.maker == self.maker {
            for (f, frame) in (0..).zip(&pack.frames) {
                let number = (0..).zip(&frame.entries);
                let file = u32::try_from(self.packs.len()).unwrap_or(u32::MAX);
                self.places.extend(number.map(|(n, (key, _))| (*key, [file, f, n])));
            }
        } else {
            self.foreign += pack.frames.iter().map(|frame| frame.entries.len()).sum::<usize>();
        }
        self.packs.push(pack);
    }

    /// For each of these things what is known of it: as kept under its key, else made and kept. They are best asked for
    /// in the same order from run to run.
    pub fn each<W, T>(&self, wanted: &[W], key: impl Fn(&W) -> Key, make: impl Fn(&W) -> T) -> Vec<T>
    where
        T: Serialize + DeserializeOwned,
    {
        let keys: Vec<Key> = wanted.iter().map(key).collect();
        let (mut all, mut blocks, mut new) = (Vec::with_capacity(wanted.len()), FxHashMap::default(), Vec::new());
        for (number, (one, key)) in wanted.iter().zip(&keys).enumerate() {
            all.push(self.kept(*key, &mut blocks).unwrap_or_else(|| {
                new.push(number);
                make(one)
            }));
        }
        let is_new = |number: &usize| new.binary_search(number).is_ok();
        locked(&self.used).extend((0..keys.len()).filter(|n| !is_new(n)).map(|n| keys[n]));
        if !new.is_empty() {
            self.keep(new.len(), new.iter().map(|n| (keys[*n], &all[*n])));
        }
        all
    }

    /// What is kept under a key. `blocks` are those that were unpacked before.
    fn kept<T: DeserializeOwned>(&self, key: Key, blocks: &mut FxHashMap<[u32; 2], Option<Vec<u8>>>) -> Option<T> {
        let [file, frame, number] = *self.places.get(&key)?;
        let pack = self.packs.get(file as usize)?;
        let listed = pack.frames.get(frame as usize)?;
        let block = blocks.entry([file, frame]).or_insert_with(|| pack.block(listed));
        let entry = block.as_deref().and_then(|bytes| listed.entry(bytes, number as usize));
        let found = entry.and_then(|entry| postcard::from_bytes(entry).ok());
        if found.is_none() {
            locked(&self.broken).insert(pack.path.clone());
        }
        found
    }

    fn keep<'t, T: Serialize + 't>(&self, entries: usize, mut new: impl Iterator<Item = (Key, &'t T)>) {
        let mut block = Block::default();
        let packed = new.try_for_each(|(key, made)| {
            let entry = postcard::to_stdvec(made).map_err(io::Error::other)?;
            block.push(key, &entry)
        });
        let packed = packed.and_then(|()| block.packed());
        let mut fresh = locked(&self.fresh);
        fresh.entries += entries;
        if let Err(cause) = packed.and_then(|(frame, packed)| fresh.add(&self.dir, frame, &packed)) {
            fresh.failed.get_or_insert(cause);
        }
    }

    /// Writes what is new and lets go what is old. Says what could not be used or kept; the run is none the worse for it.
    #[must_use]
    pub fn close(self) -> Vec<String> {
        let broken = std::mem::take(&mut *locked(&self.broken));
        let told = |path: &PathBuf| format!("{} cannot be used: what it held is made anew", path.display());
        let mut notes: Vec<String> = broken.iter().map(told).collect();
        if let Err(cause) = self.settle(&broken) {
            notes.push(format!("cannot write {}: {cause}", self.dir.display()));
        }
        notes
    }

    fn settle(&self, broken: &BTreeSet<PathBuf>) -> io::Result<()> {
        let mut fresh = std::mem::take(&mut *locked(&self.fresh));
        let used = locked(&self.used);
        if let Some(cause) = fresh.failed {
            return Err(cause);
        }
        let unused = self.places.len() - used.len() + self.foreign;
        let anew = !broken.is_empty() || unused > used.len() + fresh.entries || self.packs.len() >= MOST_FILES;
        if anew {
            self.copy(&used, &mut fresh)?;
        }
        let new = fresh.writer.map(|writer| writer.finish(self.maker)).transpose()?;
        let old = self.packs.iter().filter(|_| anew).map(|pack| &pack.path).chain(broken);
        for path in old.filter(|path| new.as_ref() != Some(path)) {
            match fs::remove_file(path) {
                Err(cause) if cause.kind() != io::ErrorKind::NotFound => return Err(cause),
                _ => {}
            }
        }
        Ok(())
    }

    /// Puts what was used of all files into the new one.
    fn copy(&self, used: &FxHashSet<Key>, fresh: &mut Fresh) -> io::Result<()> {
        for (p, pack) in (0..).zip(&self.packs) {
            for (f, frame) in (0..).zip(&pack.frames) {
                let here = |n: u32, key: &Key| used.contains(key) && self.places.get(key) == Some(&[p, f, n]);
                if !(0..).zip(&frame.entries).any(|(n, (key, _))| here(n, key)) {
                    continue;
                }
                let (Some(bytes), mut block) = (pack.block(frame), Block::default()) else { continue };
                for (n, (key, _)) in (0..).zip(&frame.entries).filter(|(n, (key, _))| here(*n, key)) {
                    block.push(*key, frame.entry(&bytes, n as usize).unwrap_or_default())?;
                }
                let (frame, packed) = block.packed()?;
                fresh.add(&self.dir, frame, &packed)?;
            }
        }
        Ok(())
    }
}

/// What a lock guards, also where a thread ended badly.
fn locked<T>(lock: &Mutex<T>) -> MutexGuard<'_, T> {
    lock.lock().unwrap_or_else(PoisonError::into_inner)
}
