//! The closed lists that rules choose from: what a word can be, what a pattern can mean.

macro_rules! closed {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// All of them with their names in rule files, in the order of their declaration.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($text, Self::$variant),)*];

            /// The one of that name.
            #[must_use]
            pub fn named(name: &str) -> Option<Self> {
                Self::ALL.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
            }

            /// Its name in rule files.
            #[must_use]
            pub fn name(self) -> &'static str {
                Self::ALL.iter().find(|(_, v)| *v == self).map_or("", |(n, _)| n)
            }
        }
    };
}

closed! {
    /// What a word or phrase can be. The text in `value` is read as the class asks for.
    Class {
        /// An ending that may be taken off a word to find it; no value.
        Suffix = "suffix",
        /// A word too common to tell sentences apart; no value.
        Stop = "stop",

        /// A number word; value: the number.
        Number = "number",
        /// A word that multiplies the number before it; value: the factor.
        Scale = "scale",
        /// A word that changes the number after it (half more, a quarter less); value: what to add.
        Modifier = "modifier",
        /// The word for the decimal point.
        DecimalPoint = "decimal_point",
        /// What is added to the number before it ("and a half"); value: the number.
        Added = "added",
        /// A number only right before a scale or, if it is no whole one, before a unit ("a", "half an"); value: the number.
        NumberBefore = "number_before",
        /// A round number that stands behind what it counts; value: the number.
        NumberBehind = "number_behind",
        /// A word for a number below zero.
        Negative = "negative",
        /// The lower part of a fraction ("third"); value: the number that divides.
        Denominator = "denominator",
        /// An amount with its unit in one word ("twice"); value: the number and the unit, `2 times`.
        Figure = "figure",
        /// A word between the hundreds and the rest of a number.
        NumberAnd = "number_and",
        /// An unclear number; value: `2..9`, `2..`.
        Vague = "vague",
        /// An ordinal word; value: the rank.
        Ordinal = "ordinal",
        /// An ending that makes the digits before it an ordinal.
        OrdinalSuffix = "ordinal_suffix",
        /// A word between the ends of a range.
        RangeTo = "range_to",
        /// A word that opens a range ("between").
        RangeOpen = "range_open",
        /// A word that stands where "to" does in such a range ("and").
        RangeAnd = "range_and",
        /// A sign or word that makes the number beside it no figure of the story (an id, a model, a page); value:
        /// `before` or `behind` where it does so only as it stands before or behind the number, `behind_name` where
        /// capitalised words may stand between (a street).
        NoFigure = "no_figure",

        /// A word that only counts; value: the unit that it implies, or empty.
        Classifier = "classifier",
        /// A unit behind the number; value: name of the unit.
        Unit = "unit",
        /// A currency sign or word before the number; value: name of the unit.
        CurrencyBefore = "currency_before",
        /// A unit before the number ("magnitude"); value: name of the unit.
        UnitBefore = "unit_before",
        /// Makes the unit behind it one of a rate; value: `from=to` of units, several with a space between.
        RateBefore = "rate_before",
        /// A unit of time; value: second, minute, hour, day, week, month, year, with a factor in front where it is
        /// several (`10 year`).
        TimeUnit = "time_unit",

        /// A hedge before the number; value: about, at_least, more_than, at_most, less_than.
        HedgeBefore = "hedge_before",
        /// A hedge behind the number, its unit or its noun; same values.
        HedgeAfter = "hedge_after",

        /// A month; value: 1 to 12, with the calendar in front where it is not the civil one (`bengali 3`).
        Month = "month",
        /// A month that is read even alone; same values.
        MonthAlone = "month_alone",
        /// Marks the word before it as a month.
        MonthMark = "month_mark",
        /// Marks the number before it as a day of the month.
        DateMark = "date_mark",
        /// Part of a year; value: which of how many, `2/4` for the second quarter.
        Stretch = "stretch",
        /// A decade; value: its first year.
        Decade = "decade",
        /// Marks ten years.
        DecadeMark = "decade_mark",
        /// Marks a hundred years that are counted.
        CenturyMark = "century_mark",
        /// A weekday; value: 1 Monday to 7 Sunday.
        Weekday = "weekday",
        /// A short form of a weekday that is a word of its own too, read beside a date only; same values.
        WeekdayShort = "weekday_short",
        /// A part of the day; value: hours `18-24`.
        DayPart = "day_part",
        /// The night that follows the named day.
        NightAfter = "night_after",
        /// Marks the hour ("o'clock").
        HourMark = "hour_mark",
        /// An hour in one word ("noon"); value: hours since midnight.
        HourName = "hour_name",
        /// Marks minutes of a clock time.
        MinuteMark = "minute_mark",
        /// Half of the day; value: am or pm.
        Meridiem = "meridiem",
        /// Minutes told from the hour behind them ("half past"); value: how many, below zero before that hour.
        MinutesOff = "minutes_off",
        /// A day of the month in one word; value: 1 to 31.
        DayName = "day_name",
        /// Ending of a day number.
        DaySuffix = "day_suffix",
        /// Word that marks the number before it as a year.
        YearMark = "year_mark",
        /// Word that marks a fiscal year.
        FiscalYear = "fiscal_year",
        /// Distance in days from the day of writing; value: 0, -1, 1 …; `-2/2` where the tense decides.
        RelativeDay = "relative_day",
        /// Last, this, next; value: -1, 0, 1.
        Relative = "relative",
        /// Marks a distance back from now.
        Ago = "ago",
        /// Marks a distance ahead from now.
        Ahead = "ahead",
        /// Marks the time that has passed since something last was.
        After = "after",
        /// Marks a length that reaches up to now.
        Lasting = "lasting",
        /// Says that what is told reaches up to now ("has been").
        Perfect = "perfect",
        /// Marks the start of what still holds.
        Since = "since",
        /// Marks the end of a span.
        Until = "until",
        /// Before a date or length: makes it a limit; value: `by`, `before`, `until`, `after`, `from`.
        LimitBefore = "limit_before",
        /// Behind a date or length: makes it a limit; same values.
        LimitBehind = "limit_behind",
        /// Behind a length: it is counted from what happened, not from now.
        CountsFrom = "counts_from",
        /// A zone of a time of the clock; value: minutes ahead of UTC.
        Zone = "zone",
        /// The last days of a week; value: first and last weekday, `6-7`.
        Weekend = "weekend",
        /// Parts two statements of one sentence ("and", "but").
        ClauseBreak = "clause_break",
        /// Says that a plan was moved to another day.
        Rescheduled = "rescheduled",
        /// A thing that was made or opened one day, so that its age is the time since then.
        MadeThing = "made_thing",
        /// Says that a way begins: leaves, takes off.
        SetsOut = "sets_out",
        /// Says that a way ends: lands, arrives.
        Arrives = "arrives",
        /// Words that may stand inside a date without adding to it (local time, the comma).
        DateFiller = "date_filler",
        /// Words that name a publication, update or save time before a date outside the story;
        /// value: published, updated, saved.
        DateLabel = "date_label",

        /// Marks the length of time before it as an age.
        AgeMark = "age_mark",
        /// Marks the length of time, or number of years, behind it as an age.
        AgeBefore = "age_before",
        /// A person of whom the length of time before tells the age.
        AgeOf = "age_of",
        /// Marks the numbers beside it as the score of a game.
        ScoreMark = "score_mark",
        /// Tells the country or state that a text is from, where words mean another thing there; value: its name.
        Region = "region",
        /// Names what a figure measures; value: the slot.
        Slot = "slot",
        /// Marks a figure as a part: others, of them, including.
        Part = "part",
        /// Marks a figure as one period's, not the total; value: `day`, `week`, `month`
        /// or `year` where each has it ("a year").
        Period = "period",
        /// Marks a figure as one on top of those told before, in the report's own period: "more", "new".
        Increment = "increment",
        /// Says that the figure is of the same period as the one before.
        SameWindow = "same_window",
        /// Says that a figure still moves: "so far".
        Running = "running",
        /// Marks the figure beside it as the one before a change: "from"; value: `before` or `behind`, where the mark
        /// stands.
        Origin = "origin",
        /// Marks the figure beside it as how much something changed; value: where the mark stands (before, behind, both)
        /// and which way it went: `before up`.
        Change = "change",
        /// Joins a count and the number that it is a part of; value: where that number stands, `before` or `behind`.
        Whole = "whole",
        /// Says how wide an area a figure covers; value: `district`, `country`, `countries`.
        Extent = "extent",
        /// Joins two counts of one sum: "and".
        Joint = "joint",
        /// Says that a figure moved; value: up, down, revised.
        Moved = "moved",
        /// Says that another event is meant: earlier, another, a separate one; value `dated` where it says so only
        /// beside a date.
        OtherEvent = "other_event",
        /// Points back to what the sentence before spoke of: there, at that time.
        BackReference = "back_reference",
        /// A notion of the news under which words of all languages meet; value: its key in English.
        Concept = "concept",
        /// A known name; value: its key.
        Name = "name",
        /// A title or post; value: its key in English.
        Title = "title",
        /// A word before a title that changes the post; value: deputy, acting, former …
        TitleBefore = "title_before",
        /// A word that is common in names of persons, and may mean something else; no value.
        NamePart = "name_part",
        /// A word that opens what is set beside a name ("NAME, *its* head"); no value.
        Article = "article",
        /// A verb or phrase that gives words to somebody; value: say, deny …
        Attribution = "attribution",
        /// A word for him or her who spoke before.
        Speaker = "speaker",
        /// Negation.
        Negation = "negation",
        /// An ending that turns a verb into its denial, on words that mean nothing else.
        NegationEnding = "negation_ending",
        /// Says that something was called untrue.
        Denial = "denial",
        /// Looks like a denial and is none ("did not rule out").
        NoDenial = "no_denial",
        /// Says that nothing was said.
        NoComment = "no_comment",
        /// Says that something is not known yet.
        Unclear = "unclear",
        /// Marks a plan.
        Planned = "planned",
        /// Says that dates near it lie ahead, without making what it says a plan.
        Future = "future",
        /// Marks a possibility.
        Possible = "possible",
        /// A stand taken: support, pledge, condemn; value: its key in English.
        Stance = "stance",
        /// A turn of phrase whose negation denies nothing of the statement ("not only", "no doubt").
        NoNegation = "no_negation",
        /// A word for what is told of a matter, not for the matter ("report", "claim").
        Hearsay = "hearsay",
        /// Says that what is denied may still come ("not yet", "so far").
        NotYet = "not_yet",
        /// Says that what follows is supposed, asked or a condition, not told ("if", "whether").
        Condition = "condition",
        /// Begins a clause that states something of its own ("but", "while").
        ClauseStart = "clause_start",
        /// Says that none of them is meant ("nobody"); value: the slots that it denies where it names them itself.
        NoneOf = "none_of",
    }
}

impl Class {
    /// The set of this class alone.
    #[must_use]
    pub const fn alone(self) -> Classes {
        Classes(1 << self as u8)
    }
}

/// A set of classes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Classes(u128);

const _: () = assert!(Class::ALL.len() <= 128, "a set of classes has 128 places");

impl Classes {
    /// The set of these classes.
    #[must_use]
    pub const fn of(list: &[Class]) -> Self {
        let (mut set, mut i) = (Self(0), 0);
        while i < list.len() {
            set = set.with(list[i].alone());
            i += 1;
        }
        set
    }

    /// Both sets together.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether the two share a class.
    #[must_use]
    pub const fn meets(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

closed! {
    /// What a pattern's match means.
    Means {
        /// A date made of its parts.
        Date = "date",
        /// A time of day.
        Clock = "clock",
        /// A distance back: `{amount}` time units.
        Ago = "ago",
        /// A distance ahead.
        Ahead = "ahead",
        /// A length that has passed since something last was ("after 24 years").
        Elapsed = "elapsed",
        /// A length that reaches up to now ("for a year and a half").
        Lasting = "lasting",
        /// A length that reaches up to now where the sentence says so before it, else one by itself ("for three days").
        Held = "held",
        /// The start of what still holds, or when something last was ("since 2000").
        Since = "since",
        /// The end of a span ("by March").
        Until = "until",
        /// A length of time by itself.
        Duration = "duration",
        /// A fiscal year.
        FiscalYear = "fiscal_year",
        /// Ten years from the one that is named.
        Decade = "decade",
        /// A hundred years, counted.
        Century = "century",
        /// A share: `{number}` of `{whole}`.
        Fraction = "fraction",
        /// How old somebody or something is.
        Age = "age",
        /// The score of a game.
        Score = "score",
        /// Not a figure, whatever it looks like.
        Nothing = "nothing",
    }
}
