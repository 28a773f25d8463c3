using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>What was decided: the session as it stands now, with all it wants of the world in <see cref="Session.Pending"/>.</summary>
/// <param name="NextWakeUtc">When the session must be looked at again if nothing happens; null only for a closed one with nothing left to do.</param>
/// <param name="Answer">What the webhook is answered with.</param>
public sealed record Decision(Session Session, DateTimeOffset? NextWakeUtc, Answer Answer, ImmutableArray<HistoryEntry> History);

/// <summary>How a session begins.</summary>
/// <param name="Id">Made from the first webhook's SID, so that its repeat makes no second session.</param>
/// <param name="CallerNumber">E.164, or null where the line cannot be called back.</param>
/// <param name="Words">What followed <c>SPOT</c>, or null on a call.</param>
/// <param name="CallSid">The call it began on.</param>
/// <param name="Key">The key it began with: 1 the watch, 9 help now, 0 a person.</param>
public sealed record Beginning(
    string Id,
    string Code,
    string? CallerNumber,
    TextChannel Texts,
    char Letter = 'A',
    string? Words = null,
    int? Minutes = null,
    string? MessageSid = null,
    string? CallSid = null,
    string Key = "1",
    Place? SavedPlace = null,
    Kept? Kept = null,
    SessionKind Kind = SessionKind.Call);

/// <summary>What a phone has kept from before, because the caller wanted it kept.</summary>
/// <param name="Places">By the caller's word for them.</param>
/// <param name="ChosenNumber">Someone to be reached first, E.164.</param>
public sealed record Kept(
    ImmutableDictionary<string, string> Places, string? Handle = null, int? Minutes = null, string? ChosenNumber = null, bool Quiet = false, bool Tone = false)
{
    /// <summary>The language that somebody who comes to talk should speak: a code such as <c>fr</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>Roster ids of peers who know this caller, where both want to talk again.</summary>
    public ImmutableArray<string> KnownPeers { get; init; } = [];

    /// <summary>What whoever <see cref="ChosenNumber"/> reaches said to that.</summary>
    public Consent Consent { get; init; }

    public DateTimeOffset? WarnedUtc { get; init; }

    /// <summary>Until then no peer is put through to this caller.</summary>
    public DateTimeOffset? BotOnlyUntilUtc { get; init; }
}

/// <summary>
/// The pure core. Given a session, what happened, the facts and the instant, it says what the session becomes and what is wanted of the world.
/// It has no clock, no I/O and no randomness; every pair of state and happening has an answer, and what should not happen changes nothing.
/// </summary>
public static class Decider
{
    /// <summary>A save with pending intents is looked at again this soon, so that what a crash left undone is done.</summary>
    public static readonly TimeSpan PendingLook = TimeSpan.FromSeconds(5);

    /// <summary>Of texts, and of everything else.</summary>
    private const int SeenKept = 16;

    private const string TextPrefix = "text/";

    /// <summary>The watch begins with the first word; the questions follow while it runs.</summary>
    public static Decision Start(Beginning beginning, Facts facts, DateTimeOffset now)
    {
        var byVoice = beginning.CallSid is not null;
        var kept = beginning.Kept;
        var session = new Session
        {
            Id = beginning.Id,
            Code = beginning.Code,
            StartedUtc = now,
            LastUtc = now,
            Letter = beginning.Letter,
            CallerNumber = beginning.CallerNumber,
            BeganHidden = beginning.CallerNumber is null,
            Texts = beginning.Texts,
            Handle = kept?.Handle,
            Language = kept?.Language ?? "en",
            KnownPeers = kept?.KnownPeers ?? [],
            WarnedUtc = kept?.WarnedUtc,
            BotOnlyUntilUtc = kept?.BotOnlyUntilUtc,
            Kind = beginning.Kind,
            Place = beginning.SavedPlace,
            SavedPlaces = kept?.Places ?? ImmutableDictionary<string, string>.Empty,
            EveryMinutes = (beginning.Minutes ?? kept?.Minutes) is >= 1 and <= Rhythm.MinutesMost and var minutes ? minutes : null,
            ChosenNumber = kept?.ChosenNumber,
            Consent = kept?.Consent ?? Consent.NotAsked,
            Quiet = kept?.Quiet == true,
            Tone = kept?.Tone == true,
            Spread = SpreadOf(beginning.Id),
            Watched = beginning.Key != "0",
            Mode = byVoice ? Mode.OnTheLine : beginning.Texts == TextChannel.Works ? Mode.TextMe : Mode.CallMe,
            OffLineMode = byVoice || beginning.Texts != TextChannel.Works ? Mode.CallMe : Mode.TextMe,
        };
        var turn = new Turn(ChosenFirst.PeopleFirst(session), facts, now);
        turn.Note(HistoryKind.SessionStarted, ("mode", session.Mode), ("watched", session.Watched));
        CheckIns.Restart(turn);
        turn.Want(new Intent.LinkPhone(Party.Caller));
        if (byVoice)
        {
            Beginnings.ByVoice(turn, beginning);
        }
        else
        {
            Beginnings.ByText(turn, beginning);
        }

        if (session.ChosenNumber is not null)
        {
            Consents.Kept(turn);
        }

        return Settle(turn);
    }

    public static Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset now)
    {
        var turn = new Turn(session, facts, now < session.LastUtc ? session.LastUtc : now);
        turn.Session = turn.Session with { LastUtc = turn.Now };
        Outages.Notice(turn);
        Take(turn, happening);
        return Settle(turn);
    }

    /// <summary>Marks pending intents as being carried out until then. Part of the write that saves the decision.</summary>
    public static Session Claim(Session session, IReadOnlyCollection<string> attempts, DateTimeOffset untilUtc) => session with
    {
        Pending = [.. session.Pending.Select(p => attempts.Contains(p.Attempt) ? p with { ClaimedUntilUtc = untilUtc, Tries = p.Tries + 1, Slot = null } : p)],
    };

    /// <summary>Gives pending intents their turns in the pace, by attempt. Part of the write that saves the decision.</summary>
    public static Session Queue(Session session, IReadOnlyDictionary<string, Slot> turns) => CheckIns.Held(session with
    {
        Pending = [.. session.Pending.Select(p => turns.TryGetValue(p.Attempt, out var slot) ? p with { Slot = slot } : p)],
    });

    /// <summary>What a text to a session, from its caller or somebody on the case, is remembered by.</summary>
    public static string TextKey(Party from, string messageSid) => $"{TextPrefix}{from}/{messageSid}";

    /// <summary>
    /// Remembers what a webhook was answered with, in the same write as its effect. Texts are kept apart: lines ask every few seconds and would soon drive
    /// them out, and a text that came again after that would count once more.
    /// </summary>
    public static Session Remember(Session session, string key, Answer answer)
    {
        var seen = session.Seen.Add(new Seen(key, answer));
        var alike = seen.Where(s => IsText(s) == IsText(seen[^1])).ToList();
        return session with { Seen = alike.Count > SeenKept ? seen.Remove(alike[0]) : seen };
    }

    /// <summary>
    /// Message SIDs of the texts of theirs that a session remembers and had a use for. Who was told that nothing is running was answered elsewhere, and
    /// may have begun the next session with that text.
    /// </summary>
    public static IEnumerable<string> Texts(Session? session, Party from) =>
        (session?.Seen ?? []).Where(s => s.Key.StartsWith(TextKey(from, ""), StringComparison.Ordinal) && s.Answer is not Answer.Reply { Text.Key: LineKey.NoSessionText })
            .Select(s => s.Key[TextKey(from, "").Length..]);

    /// <summary>That a text was answered tells nothing of anybody; what with may tell where the caller is.</summary>
    internal static ImmutableArray<Seen> WithoutAnswers(ImmutableArray<Seen> seen) => [.. seen.Where(IsText).Select(s => s with { Answer = Answer.None })];

    private static bool IsText(Seen seen) => seen.Key.StartsWith(TextPrefix, StringComparison.Ordinal);

    private static void Take(Turn turn, Happening happening)
    {
        switch (happening)
        {
            case Happening.TimePassed:
                break;
            case Happening.CallerTexted texted when turn.Session.Open:
                CallerTexts.Take(turn, texted.Command, texted.MessageSid);
                break;
            case Happening.CallerTexted { Command.Verb: TextVerb.Thanks or TextVerb.PassOn or TextVerb.Again } late when Afterwards.MayThank(turn):
                CallerTexts.Afterwards(turn, late.Command);
                break;
            case Happening.CallerTexted:
                turn.Reply(LineKey.NoSessionText);
                break;
            case Happening.CaseTexted texted:
                CaseTexts.Take(turn, texted.From, texted.Letter, texted.Command);
                break;
            case Happening.CallerCalledIn called:
                Beginnings.CalledIn(turn, called);
                break;
            case Happening.CaseCalledIn { From.Kind: PartyKind.Ems } called:
                Voices.Greet(turn, Ems.CalledIn(turn, called.CallSid, called.Code));
                break;
            case Happening.CaseCalledIn called:
                Voices.Greet(turn, People.CalledIn(turn, called.From, called.CallSid));
                break;
            case Happening.LegAsks asks:
                Voices.Take(turn, asks);
                break;
            case Happening.CallStatus status:
                Legs.Status(turn, status);
                break;
            case Happening.CallPlaced placed:
                Legs.Placed(turn, placed.LegId, placed.CallSid);
                break;
            case Happening.CallFound found:
                turn.Carried(found.LegId);
                Legs.Placed(turn, found.LegId, found.CallSid);
                break;
            case Happening.CallRefused refused:
                Refusals.Call(turn, refused);
                break;
            case Happening.CallUnknown unknown:
                Legs.Unknown(turn, unknown.LegId);
                break;
            case Happening.CallNotFound:
                break;
            case Happening.CallGone gone when turn.Session.Leg(gone.LegId) is { } leg:
                Legs.Over(turn, leg, LegEnd.HungUp);
                break;
            case Happening.Recorded recorded:
                OwnWordsByVoice.Recorded(turn, recorded.LegId, recorded.RecordingSid, recorded.Step);
                break;
            case Happening.TextSent sent:
                Refusals.TextSent(turn, sent);
                break;
            case Happening.TextFailed failed:
                Refusals.Text(turn, failed);
                break;
            case Happening.TextUnknown unknown:
                Refusals.TextUnknown(turn, unknown);
                break;
            case Happening.Postponed postponed:
                Refusals.Postponed(turn, postponed);
                break;
            case Happening.RoomSeen seen:
                Room.Seen(turn, seen);
                break;
            case Happening.RoomChanged changed:
                Room.Changed(turn, changed);
                break;
            case Happening.Carried { Done: false } refused when Legs.NotMovedOn(turn, refused.Attempt) is { } order:
                turn.Again(order, Legs.RedirectAgainAfter);
                break;
            case Happening.Carried carried:
                turn.Carried(carried.Attempt);
                break;
            case Happening.OfTry { Try: var tried, Attempt: var attempt, What: var what }:
                if (!(IsNoSuccess(what) && turn.Session.Pending.Any(p => p.Attempt == attempt && p.Tries > tried)))
                {
                    Take(turn, what);
                }

                break;
            case Happening.TextScheduled scheduled:
                DeadMansSwitch.Scheduled(turn, scheduled);
                break;
            case Happening.TextNotScheduled refused:
                DeadMansSwitch.NotScheduled(turn, refused);
                break;
            case Happening.ScheduleUnknown unknown:
                DeadMansSwitch.ScheduleUnknown(turn, unknown);
                break;
            case Happening.ScheduledTextNotFound lost:
                DeadMansSwitch.NotFound(turn, lost);
                break;
            case Happening.TextCalledOff off:
                DeadMansSwitch.CalledOff(turn, off);
                break;
            case Happening.ExposureHigh exposed:
                Afterwards.Exposed(turn, exposed);
                break;
            case Happening.ConsentFound found:
                Consents.Found(turn, found);
                break;
            case Happening.ConsentSaid said:
                Consents.Said(turn, said);
                break;
            case Happening.OutOfTouch:
                Legs.LookAtAll(turn);
                break;
            case Happening.LettersNeeded letters:
                turn.Session = turn.Session with { AsksLetter = letters.Needed, Letter = letters.Letter ?? turn.Session.Letter };
                break;
        }
    }

    private static bool IsNoSuccess(Happening what) =>
        what is Happening.CallRefused or Happening.CallUnknown or Happening.TextFailed or Happening.TextUnknown or Happening.Postponed or Happening.Carried { Done: false }
            or Happening.TextNotScheduled or Happening.ScheduleUnknown or Happening.ScheduledTextNotFound;

    /// <summary>Whatever happened, all that is due is done, a leg that asked is answered last, and the next wake-up is found.</summary>
    private static Decision Settle(Turn turn)
    {
        if (turn.Session.Open)
        {
            Legs.Upkeep(turn);
            CheckIns.Advance(turn);
            Ladder.Climb(turn);
            Case.Remind(turn);
            Room.Look(turn);
            StandingDown.WindDown(turn);
            Ladder.Climb(turn);
            Closing.WhenQuiet(turn);
        }
        else
        {
            Legs.Upkeep(turn);
        }

        CaseTexts.WithdrawPlace(turn);
        Voices.Answer(turn);
        Afterwards.Tend(turn);
        DeadMansSwitch.Tend(turn);
        LaterHello.Say(turn);
        Closing.Erase(turn);
        Closing.DropNumbers(turn);
        turn.Session = turn.Session with { LastUtc = turn.Now, HistoryCount = turn.Session.HistoryCount + turn.History.Count };
        return new Decision(turn.Session, NextWake(turn.Session, turn.Timing), turn.Answer, [.. turn.History]);
    }

    /// <summary>The earliest of everything that waits.</summary>
    public static DateTimeOffset? NextWake(Session session, Timing timing)
    {
        DateTimeOffset?[] waits =
        [
            CheckIns.NextStep(session, timing),
            session.Open ? Ladder.NextStep(session, timing) : null,
            session.Incident?.LookInRoomUtc,
            Closing.NextStep(session),
            DeadMansSwitch.NextStep(session, timing),
            Afterwards.NextStep(session),
            session.LiveLegs.Select(Legs.NextLook).Min(),
            session.Pending.Select(p => PendingDue(p, session.LastUtc)).Min(),
        ];
        var next = waits.Min();
        return next < session.LastUtc ? session.LastUtc : next;
    }

    private static DateTimeOffset? PendingDue(Pending pending, DateTimeOffset last)
    {
        var soon = last + PendingLook;
        return pending.ClaimedUntilUtc is { } claimed && claimed > last ? claimed
            : pending.Slot is { Utc: var turn } && turn > last ? turn
            : pending.NotBeforeUtc is { } notBefore && notBefore > soon ? notBefore : soon;
    }

    /// <summary>A fixed fraction of the session's id, 0 to 0.1: sessions started together fall due apart.</summary>
    private static double SpreadOf(string id) =>
        BitConverter.ToUInt16(SHA256.HashData(Encoding.UTF8.GetBytes(id))) / (double)ushort.MaxValue / 10;
}
