//! The language of an article and of each of its sentences.
#![allow(missing_docs, clippy::unwrap_used)]

#[path = "support/run.rs"]
mod run;

use gormil::model::Outcome;

use crate::run::{folder, rules};

const FRENCH: &str = "Le ministre a déclaré que sept personnes sont mortes dans un accident près de la gare et que les blessés \
    ont été transportés à la clinique de la ville. Les médecins ont dit que deux des voyageurs étaient dans un état \
    grave. La police a ouvert une enquête pour savoir pourquoi le train ne s'est pas arrêté au signal rouge.";

const ENGLISH: &str = "The minister said seven people died in an accident near the station and that the injured were taken to the \
    clinic of the town. Doctors said two of the passengers were in a critical condition. Police have opened an \
    inquiry to learn why the train did not stop at the red signal on Tuesday.";

const BENGALI: &str = "মন্ত্রী বলেছেন, স্টেশনের কাছে দুর্ঘটনায় সাতজনের মৃত্যু হয়েছে এবং আহতদের শহরের হাসপাতালে নেওয়া হয়েছে। চিকিৎসকেরা জানিয়েছেন, \
    যাত্রীদের মধ্যে দুজনের অবস্থা আশঙ্কাজনক। মঙ্গলবার লাল সংকেতে ট্রেনটি কেন থামেনি, তা জানতে পুলিশ তদন্ত শুরু করেছে। \
    এ ঘটনায় কাউকে আটক করা হয়নি বলে জানান তিনি।";

const ASSAMESE: &str = "মন্ত্ৰীয়ে কৈছে যে ষ্টেচনৰ ওচৰত হোৱা দুৰ্ঘটনাত সাতজন লোকৰ মৃত্যু হৈছে আৰু আহতসকলক চহৰৰ চিকিৎসালয়লৈ নিয়া হৈছে। \
    চিকিৎসকে জনাইছে যে যাত্ৰীসকলৰ ভিতৰত দুজনৰ অৱস্থা সংকটজনক। মঙলবাৰে ৰঙা সংকেতত ৰেলখন কিয় ৰখা নাছিল, সেয়া জানিবলৈ \
    আৰক্ষীয়ে তদন্ত আৰম্ভ কৰিছে। এই ঘটনাত কোনো লোকক গ্ৰেপ্তাৰ কৰা হোৱা নাই বুলি তেওঁ কয়।";

/// A run over one article.
fn checked(text: &str) -> Outcome {
    let record = serde_json::json!({"outlet": "Lagoon Post", "published": "2025-03-04", "text": text}).to_string();
    let input = folder(&[("a.jsonl", record.as_bytes())]);
    gormil::check(&[input.path().to_owned()], rules()).unwrap()
}

#[test]
fn an_article_in_another_language_of_known_letters_is_left_out_with_a_note() {
    for foreign in [FRENCH, ASSAMESE] {
        let outcome = checked(foreign);
        assert!(outcome.articles.is_empty() && outcome.claims.is_empty(), "{foreign}");
        let [note] = &outcome.skipped[..] else { panic!("{:?}", outcome.skipped) };
        assert!(note.problem.contains("a language that no rule knows") && !note.refused, "{note:?}");
    }
    for known in [ENGLISH, BENGALI] {
        let outcome = checked(known);
        assert!(outcome.articles.len() == 1 && outcome.skipped.is_empty(), "{:?}", outcome.skipped);
        assert!(outcome.claims.iter().any(|c| c.slot == "killed"), "{known}");
    }
}

#[test]
fn what_is_too_short_to_tell_stays() {
    let outcome = checked("Résultats: Lagoon 3, Colline 1; Port 2, Delta 2; Vallée 0, Baie 4.");
    assert!(outcome.articles.len() == 1 && outcome.skipped.is_empty(), "{:?}", outcome.skipped);
}

#[test]
fn each_sentence_of_a_mixed_line_is_in_its_own_language() {
    let (first, last) = (ENGLISH.split_inclusive(". ").next().unwrap(), BENGALI.split_inclusive('।').next().unwrap());
    let outcome = checked(&format!("{BENGALI} {first}{last} (ADB)"));
    let code = |i: usize| rules().languages[outcome.sentences[i].language].code.clone();
    let codes: Vec<String> = (0..outcome.sentences.len()).map(code).collect();
    assert_eq!(codes, ["bn", "bn", "bn", "bn", "en", "bn", "bn"]);
}
