using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions.Sessions;

/// <summary>How the caller is checked on.</summary>
public enum Mode
{
    OnTheLine,
    CallMe,
    TextMe,
}

/// <summary>Whether texts reach the caller's phone.</summary>
public enum TextChannel
{
    Works,

    /// <summary>A landline, or a phone that has never texted us: spotted by call.</summary>
    None,
    OptedOut,
}

/// <summary>The order of the ladder, chosen by the caller.</summary>
public enum LadderOrder
{
    PeersThenEms,
    EmsAtOnce,
    ChosenThenPeersThenEms,
}

/// <summary>What somebody whom a caller named said to being rung first.</summary>
public enum Consent
{
    NotAsked,

    /// <summary>They have not answered.</summary>
    Asked,
    Yes,
    No,
}

/// <summary>What a session is for.</summary>
public enum SessionKind
{
    /// <summary>A caller who is watched, or who talks.</summary>
    Call,

    /// <summary>Somebody on the roster talks a case through with a mentor.</summary>
    Debrief,
}

/// <summary>How a session ended.</summary>
public enum Outcome
{
    Finished,
    FinishedAfterEscalation,
    EmsConfirmed,
    TalkEnded,
    ClosedByPeer,
}

/// <summary>What was asked by text and may be answered in free words.</summary>
public enum OpenQuestion
{
    None,
    Where,
    WhichTown,
    InArea,
    Rest,
    SameOrSecond,
}

/// <summary>A time in which nobody of the service was there.</summary>
public sealed record Away(DateTimeOffset FromUtc, DateTimeOffset UntilUtc)
{
    public TimeSpan Length => UntilUtc - FromUtc;
}

/// <summary>One caller being spotted, from the first word to the close. The whole of it is stored sealed.</summary>
public sealed record Session
{
    private const int CalledOutMost = 12;

    public required string Id { get; init; }

    /// <summary>Three digits that any phone can key to rejoin.</summary>
    public required string Code { get; init; }

    public required DateTimeOffset StartedUtc { get; init; }

    /// <summary>The latest instant a decision was made at: <c>now</c> never runs backwards within a session.</summary>
    public required DateTimeOffset LastUtc { get; init; }

    public SessionKind Kind { get; init; }

    /// <summary>Tells sessions of one phone apart.</summary>
    public char Letter { get; init; } = 'A';

    /// <summary>A second session is open on this phone: check-ins ask for the letter.</summary>
    public bool AsksLetter { get; init; }

    /// <summary>False while somebody only wants to talk: nothing is due.</summary>
    public bool Watched { get; init; } = true;

    public string Language { get; init; } = "en";

    /// <summary>Roster ids of peers who know this caller, where both want to talk again.</summary>
    public ImmutableArray<string> KnownPeers { get; init; } = [];

    public string? Handle { get; init; }

    /// <summary>What they are called by in a check-in, which must stay short: the first of their names, or none where that is long.</summary>
    public string CalledOut => Handle?.Split(' ')[0] is { Length: <= CalledOutMost } name ? name : "";

    /// <summary>E.164, or null where the caller's line cannot be called back.</summary>
    public string? CallerNumber { get; init; }

    /// <summary>It began on a hidden number: the one given later may be another person's phone, which gets to know and to keep nothing of the caller's.</summary>
    public bool BeganHidden { get; init; }

    /// <summary>The limit and the code of a caller with no number were spoken.</summary>
    public bool LimitSaid { get; init; }

    public TextChannel Texts { get; init; }

    /// <summary>Their texts stopped arriving and they have not heard so yet: said on their line first.</summary>
    public bool TellTextsGone { get; init; }

    public Mode Mode { get; init; }

    /// <summary>The mode a dropped line falls back to.</summary>
    public Mode OffLineMode { get; init; }

    /// <summary>When the only line to a caller who cannot be called back dropped.</summary>
    public DateTimeOffset? LineLostUtc { get; init; }

    /// <summary>The last time a line of theirs dropped: whoever calls then is likely to be them.</summary>
    public DateTimeOffset? DroppedUtc { get; init; }

    /// <summary>A person said they are OK, and there is no way to reach them: nothing is due until they call.</summary>
    public DateTimeOffset? RestsUtc { get; init; }

    /// <summary>Minutes between check-ins where the caller chose them.</summary>
    public int? EveryMinutes { get; init; }

    /// <summary>0 to 0.1: how much earlier than asked its check-ins fall due, so that sessions spread.</summary>
    public double Spread { get; init; }

    public Place? Place { get; init; }

    public LadderOrder Order { get; init; }

    /// <summary>E.164.</summary>
    public string? ChosenNumber { get; init; }

    /// <summary>What whoever is named said to being rung.</summary>
    public Consent Consent { get; init; }

    /// <summary>The caller has them first, and only their no keeps them out of the ladder: a yes puts them back.</summary>
    public bool FirstButForNo { get; init; }

    /// <summary>The text that asked them, in this session.</summary>
    public string? ConsentAttempt { get; init; }

    /// <summary>People asked in this session.</summary>
    public int ConsentsAsked { get; init; }

    public CheckIn CheckIn { get; init; } = new();

    public Incident? Incident { get; init; }

    public int Incidents { get; init; }

    public ImmutableArray<Leg> Legs { get; init; } = [];

    /// <summary>Intents saved and not yet known to be carried out.</summary>
    public ImmutableArray<Pending> Pending { get; init; } = [];

    /// <summary>Webhooks already answered, newest last, with the answer they got.</summary>
    public ImmutableArray<Seen> Seen { get; init; } = [];

    /// <summary>Attempts made so far: the next attempt's number.</summary>
    public int Attempts { get; init; }

    public int HistoryCount { get; init; }

    public DateTimeOffset? LastOkUtc { get; init; }

    /// <summary>The words of the last text that answered something, to know its double by.</summary>
    public string? LastUsedText { get; init; }

    public DateTimeOffset? LastUsedTextUtc { get; init; }

    /// <summary>Texts that changed nothing and were answered.</summary>
    public IdleReplies Idle { get; init; } = new();

    public OpenQuestion Question { get; init; }

    /// <summary>What the caller is asked on their line.</summary>
    public LineQuestions OnLine { get; init; } = new();

    /// <summary>How someone gets in, recorded in the caller's own words.</summary>
    public OwnWords? OwnWords { get; init; }

    /// <summary>Recordings that were given up: a late report of one brings it back no more.</summary>
    public ImmutableArray<string> DroppedRecordings { get; init; } = [];

    /// <summary>Places this phone had kept when the session began, by the caller's word for them.</summary>
    public ImmutableDictionary<string, string> SavedPlaces { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>As few of our words as can be.</summary>
    public bool Quiet { get; init; }

    /// <summary>A calm tone on the line between check-ins, instead of silence.</summary>
    public bool Tone { get; init; }

    /// <summary>The caller said they were finished while somebody is still being told: it closes when that is done.</summary>
    public bool FinishWhenQuiet { get; init; }

    /// <summary>They keyed 7 during a ladder: once the OK is sure, it closes.</summary>
    public bool FinishAfterOk { get; init; }

    public bool Escalated { get; init; }

    /// <summary>When coordinators were last told that the phone company refuses us.</summary>
    public DateTimeOffset? ProviderAlarmUtc { get; init; }

    /// <summary>The last time we were away when something was due here.</summary>
    public Away? Away { get; init; }

    public bool ForgetWhenClosed { get; init; }

    /// <summary>They agreed to one text the day after, should people have to be reached.</summary>
    public bool HelloLater { get; init; }

    /// <summary>When that text is due; null: none is.</summary>
    public DateTimeOffset? HelloUtc { get; init; }

    /// <summary>Texts that hold the place, to be redacted at the phone company when it is erased: message SIDs.</summary>
    public ImmutableArray<string> TextsWithPlace { get; init; } = [];

    /// <summary>What lies at the phone company, to be sent should we die.</summary>
    public Switch Switch { get; init; } = new([]);

    /// <summary>Who took a call of this caller's last.</summary>
    public Party? LastTook { get; init; }

    /// <summary>The caller's words of thanks, until they say whether they may be passed on.</summary>
    public string? Thanks { get; init; }

    /// <summary>What is still to be asked of, or told to, those who had a case.</summary>
    public ImmutableArray<FollowUp> FollowUps { get; init; } = [];

    /// <summary>When the caller was last warned for threatening somebody.</summary>
    public DateTimeOffset? WarnedUtc { get; init; }

    /// <summary>Until then no peer is put through to them, for they threatened one.</summary>
    public DateTimeOffset? BotOnlyUntilUtc { get; init; }

    /// <summary>Their line has not heard of the warning yet.</summary>
    public bool TellThreat { get; init; }

    public DateTimeOffset? ClosedUtc { get; init; }

    public Outcome? Outcome { get; init; }

    /// <summary>When place and number are erased; null once they are.</summary>
    public DateTimeOffset? EraseUtc { get; init; }

    public bool Open => ClosedUtc is null;

    /// <summary>A text can tell them that nobody watches any more.</summary>
    public bool CanBeTold => Texts == TextChannel.Works && CallerNumber is not null;

    public Leg? Leg(string id) => Legs.FirstOrDefault(l => l.Id == id);

    /// <summary>Legs not known to have ended.</summary>
    public IEnumerable<Leg> LiveLegs => Legs.Where(l => l.IsLive);

    public IEnumerable<Leg> CallerLegs => LiveLegs.Where(l => l.Who.Kind == PartyKind.Caller);

    /// <summary>Those of <see cref="CallerLegs"/> that are the caller's as far as anybody can tell.</summary>
    public IEnumerable<Leg> OwnLegs => CallerLegs.Where(l => l.Own);
}

/// <param name="RecordingSid">At the phone company; deleted there with the place.</param>
/// <param name="Step">The document it was recorded in: a report on an earlier one does not replace it.</param>
public sealed record OwnWords(string RecordingSid, int Step);

/// <summary>The dead man's switch of one session.</summary>
/// <param name="Texts">At the phone company and not known to have been taken back.</param>
/// <param name="NotBeforeUtc">No other is made before: the last could not be.</param>
public sealed record Switch(ImmutableArray<ScheduledText> Texts, DateTimeOffset? NotBeforeUtc = null);

/// <summary>A text that the phone company keeps and sends at its time.</summary>
public sealed record ScheduledText(string MessageSid, DateTimeOffset SendAtUtc);

/// <summary>A webhook already answered.</summary>
public sealed record Seen(string Key, Answer Answer);

/// <summary>The check-in that is due next or being asked now.</summary>
public sealed record CheckIn
{
    public int Number { get; init; }

    /// <summary>The moment everything is counted from; null while nothing is due.</summary>
    public DateTimeOffset? DueUtc { get; init; }

    public CheckInStage Stage { get; init; }

    /// <summary>When it was asked; a text sooner than <see cref="Timing.EarliestReply"/> after is no answer.</summary>
    public DateTimeOffset? AskedUtc { get; init; }

    public bool MoreTimeUsed { get; init; }

    /// <summary>They are with a person: nothing is asked meanwhile.</summary>
    public bool Rests { get; init; }

    public DateTimeOffset? LouderUtc { get; init; }

    /// <summary>Asked by call whatever the mode: the line was just hung up.</summary>
    public bool ByCall { get; init; }

    /// <summary>An unclear text was answered while it was being asked: that much is answered in every check-in, however many there were before.</summary>
    public bool UnclearAnswered { get; init; }

    /// <summary>The call is brought forward: the text channel failed, or was not believed.</summary>
    public bool CallNow { get; init; }

    /// <summary>A text, a call or the caller's own line has carried it.</summary>
    public bool GotOut { get; init; }

    /// <summary>Since when it should have been asked, and neither calls nor texts went out.</summary>
    public DateTimeOffset? UnaskedSinceUtc { get; init; }

    /// <summary>It comes late because we were away: said with it.</summary>
    public Away? Away { get; init; }

    public bool IsOpen => Stage is CheckInStage.Asked or CheckInStage.Louder;
}

public enum CheckInStage
{
    Waiting,
    Asked,

    /// <summary>Asked again, by name, on the second channel.</summary>
    Louder,
}
