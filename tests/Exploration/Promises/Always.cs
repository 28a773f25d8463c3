using Exploration.Model;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace Exploration.Promises;

/// <summary>What holds after every single decision, whatever happened.</summary>
public static class Always
{
    private static readonly TimeSpan RestsMost = TimeSpan.FromHours(2);
    private static readonly TimeSpan AskedMost = TimeSpan.FromSeconds(120);
    private static readonly TimeSpan PlaceKeptMost = TimeSpan.FromHours(72);
    private static readonly TimeSpan UnconfirmedMost = TimeSpan.FromSeconds(90);

    public static void Hold(Session before, Happening happening, Decision decision, Facts facts, DateTimeOffset nowUtc)
    {
        var session = decision.Session;
        OneEmsCallALine(session);
        EmsDialledOneAtATime(before, happening, decision, facts);
        PlaceStaysWithTheCase(session, decision.Answer);
        PlaceTextedOnlyWhenAsked(before, happening, session);
        PlaceErased(session);
        PersonNotMachine(before, happening, session);
        AcceptedByKeyOrText(before, happening, session);
        NeedEndsByAPerson(before, happening, session, facts, nowUtc);
        CallerTold(before, session);
    }

    /// <summary>Promise 1: an open session has a next wake-up, ahead, and no later than the latest thing it could wait for.</summary>
    public static void Awake(Session session, DateTimeOffset? wakeUtc)
    {
        Check(1, !session.Open || wakeUtc is not null, "an open session has no next wake-up");
        Check(1, wakeUtc is null || wakeUtc >= session.LastUtc, "the wake-up lies in the past");
        if (!session.Open)
        {
            return;
        }

        var checkIn = session.CheckIn;
        var ladder = session.Incident is { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow };
        var latest = ladder ? session.Incident!.Ems.ConfirmedUtc + TimeSpan.FromHours(1) ?? session.LastUtc + TimeSpan.FromMinutes(5)
            : checkIn is { IsOpen: true } ? checkIn.DueUtc + AskedMost
            : session is { Watched: true, FinishWhenQuiet: false, CheckIn.Rests: false } && checkIn.DueUtc is { } due ? due
            : session.LastUtc + RestsMost;
        Check(1, wakeUtc <= (latest > session.LastUtc ? latest : session.LastUtc), $"the next wake-up comes {wakeUtc - latest} later than what it waits for");
    }

    /// <summary>Promise 3: an OK is a text or a key of the caller's, or words that say OK on a call that they placed.</summary>
    public static void PersonNotMachine(Session before, Happening happening, Session session)
    {
        if (session.LastOkUtc == before.LastOkUtc)
        {
            return;
        }

        var byCaller = happening switch
        {
            Happening.CallerTexted { Command.Verb: TextVerb.Ok or TextVerb.Done } => true,
            Happening.CallerCalledIn { Key: "1" } => true,
            Happening.LegAsks { Keys.Length: > 0 } asks => session.Leg(asks.LegId) is { Who.Kind: PartyKind.Caller, Own: true },
            Happening.LegAsks { Speech.Length: > 0 } asks => TextCommand.Parse(asks.Speech).Verb == TextVerb.Ok && !Ghost.InNeed(before)
                && session.Leg(asks.LegId) is { Who.Kind: PartyKind.Caller, Own: true, Purpose: LegPurpose.Inbound },
            _ => false,
        };
        Check(3, byCaller, $"an OK was recorded, and the caller gave none ({happening.GetType().Name})");
    }

    /// <summary>Promise 3: a case is taken by key or text, and no line counts as a person's before a key.</summary>
    public static void AcceptedByKeyOrText(Session before, Happening happening, Session session)
    {
        if (session.Incident?.Owner is { } owner && before.Incident?.Owner?.Who != owner.Who)
        {
            var accepted = happening switch
            {
                Happening.CaseTexted { Command.Verb: TextVerb.Ok } texted => texted.From == owner.Who,
                Happening.LegAsks { Keys: "1" } asks => session.Leg(asks.LegId)?.Who == owner.Who,
                _ => false,
            };
            Check(3, accepted, $"{owner.Who} is in charge, and accepted nothing ({happening.GetType().Name})");
        }

        foreach (var leg in session.Legs)
        {
            if (leg.Confirmed && before.Leg(leg.Id) is not { Confirmed: true })
            {
                var byKey = happening is Happening.LegAsks asks && asks.LegId == leg.Id
                    && (asks.Keys is { Length: > 0 } || (leg.Who.Kind == PartyKind.Ems && asks.Silent && before.Leg(leg.Id)?.Asked == Asked.EmsReadBack)
                        || (leg.Who.Kind == PartyKind.Caller));

                // Leaving by text ends their leg as a person's, in the same decision.
                Check(3, byKey || !leg.IsLive, $"{leg.Who} on {leg.Id} counts as a person, and pressed nothing ({happening.GetType().Name})");
            }
        }
    }

    /// <summary>
    /// Promises 2 and 3: what is being asked, or a ladder, ends by the caller's or the person in charge's word, never of itself; but what nobody could be
    /// asked is to be asked still.
    /// </summary>
    public static void NeedEndsByAPerson(Session before, Happening happening, Session session, Facts facts, DateTimeOffset nowUtc)
    {
        var needed = Ghost.InNeed(before);
        if (needed && !Ghost.InNeed(session))
        {
            var owner = before.Incident!.Owner?.Who;
            var ended = happening switch
            {
                Happening.CallerTexted { Command.Verb: TextVerb.Ok or TextVerb.Done } => true,
                Happening.LegAsks { Keys: "1" } asks => before.Leg(asks.LegId) is { } leg && ((leg.Who.Kind == PartyKind.Caller && leg.Asked == Asked.ConfirmOk) || (leg.Who == owner && leg.Confirmed)),
                Happening.CaseTexted { Command.Verb: TextVerb.Ok } texted => texted.From == owner,
                _ => !session.Open && before.Incident.Ems.ConfirmedUtc + TimeSpan.FromHours(1) <= nowUtc,
            };
            Check(3, ended, $"the ladder ended, and nobody said that it may ({happening.GetType().Name})");
        }

        if (before.CheckIn.IsOpen && !session.CheckIn.IsOpen && !Ghost.InNeed(session))
        {
            var answered = happening switch
            {
                Happening.CallerTexted { Command.Verb: TextVerb.Ok or TextVerb.More or TextVerb.Done } => true,
                Happening.LegAsks { Keys.Length: > 0 } or Happening.CallerCalledIn { Key.Length: > 0 } => true,
                Happening.LegAsks { Speech.Length: > 0 } asks => before.Leg(asks.LegId) is { Purpose: LegPurpose.Inbound, Own: true },
                Happening.CaseTexted { Command.Verb: TextVerb.Ok } texted => before.Incident?.Owner?.Who == texted.From,
                _ => false,
            };
            var withPerson = session.CheckIn.Rests;
            var unasked = facts.PhonesOut && session.CheckIn.UnaskedSinceUtc is not null;

            // They said so before, and somebody was still to be told.
            var finished = before.FinishWhenQuiet;
            Check(3, answered || withPerson || unasked || finished, $"a check-in that was being asked is not any more, and nobody answered it ({happening.GetType().Name})");
        }
    }

    /// <summary>Promise 4: one call at a time to one line, and none that asks for an ambulance after an OK.</summary>
    public static void OneEmsCallALine(Session session)
    {
        var placed = session.LiveLegs.Where(l => l is { Purpose: LegPurpose.Ems, Unwanted: false }).ToList();
        Check(4, placed.Count < 2 || placed.GroupBy(l => (l.Who, l.Area)).All(g => g.Count() == 1 || g.All(l => l.State == LegState.Answered)), "two EMS calls to one line");
        if (session.Incident is null or { Phase: Phase.StoodDown })
        {
            Check(4, !session.Pending.Any(p => p is { ClaimedUntilUtc: null, Intent: Intent.PlaceCall { To.Kind: PartyKind.Ems } }), "an EMS call is ordered after an OK");
        }
    }

    /// <summary>
    /// Promise 4: EMS is dialled beside no other call but one that stays unconfirmed, and for one incident not again before its pause, unless a person asks
    /// for it.
    /// </summary>
    public static void EmsDialledOneAtATime(Session before, Happening happening, Decision decision, Facts facts)
    {
        var session = decision.Session;
        foreach (var dialled in session.LiveLegs)
        {
            if (dialled.Purpose != LegPurpose.Ems || before.Leg(dialled.Id) is not null)
            {
                continue;
            }

            var now = dialled.PlacedUtc;
            var beside = session.LiveLegs.Where(l => l.Id != dialled.Id && l is { Purpose: LegPurpose.Ems, Unwanted: false, Elsewhere: false }).ToList();
            Check(4, beside.All(l => l.State == LegState.Answered && l is { Confirmed: false } && l.Who != dialled.Who && l.AnsweredUtc + UnconfirmedMost <= now),
                $"EMS is dialled while a call to it is up ({happening.GetType().Name})");
            Check(4, decision.History.Any(h => h.Kind == HistoryKind.EmsDialled), "a dial of EMS was not recorded");

            var last = session.Legs.Where(l => l.Who == dialled.Who && l.Area == dialled.Area && l is { Purpose: LegPurpose.Ems, IsLive: false } && l.PlacedUtc >= session.Incident?.OpenedUtc)
                .MaxBy(l => l.EndedUtc);
            var byPerson = happening is Happening.LegAsks { Keys.Length: > 0 } or Happening.LegAsks { Speech.Length: > 0 } or Happening.CallerTexted or Happening.CaseTexted or Happening.CallerCalledIn;
            Check(4, last is null || byPerson || last.End is LegEnd.Lost or LegEnd.Cancelled || last.EndedUtc + facts.Timing.EmsRedial <= now,
                $"EMS is dialled again on the same line {now - last?.EndedUtc} after {last?.End}");
        }
    }

    /// <summary>Promise 5: only who accepted, the dispatch desk and the caller learn the place; the caller on a line that is theirs and has a person on it.</summary>
    public static void PlaceStaysWithTheCase(Session session, Answer answer)
    {
        if (answer is Answer.Reply reply)
        {
            Check(5, !Holds(reply.Text), "a reply of the webhook cannot be erased");
        }

        if (answer is Answer.Voice voice && Documents.LinesOf(voice).Any(Holds))
        {
            var leg = session.Leg(voice.LegId)!;
            Check(5, leg is { Who.Kind: PartyKind.Ems, Stranger: false } or { Confirmed: true, Who.CanTakeCase: true } or { Who.Kind: PartyKind.Caller, Own: true, HasPerson: true },
                $"{leg.Who} heard the place");
        }

        foreach (var pending in session.Pending)
        {
            if (pending.Intent is Intent.SendText text && Holds(text.Text))
            {
                Check(5, text.To.Kind == PartyKind.Caller || IsOnTheCase(session, text.To) || pending.ClaimedUntilUtc is not null, $"{text.To} was texted the place");
            }
        }
    }

    /// <summary>Who has the case, or a coordinator who was asked to it, accepted, and is on the line.</summary>
    private static bool IsOnTheCase(Session session, Party who) =>
        session.Incident?.Owner?.Who == who || (who.Kind == PartyKind.Coordinator && session.LiveLegs.Any(l => l.Who == who && l.Confirmed));

    /// <summary>Promise 5: into a text to somebody on the case it goes only when they ask for it.</summary>
    public static void PlaceTextedOnlyWhenAsked(Session before, Happening happening, Session session)
    {
        foreach (var pending in session.Pending)
        {
            if (pending.Intent is Intent.SendText { To: { Kind: not PartyKind.Caller } to } text && Holds(text.Text) && !before.Pending.Any(p => p.Attempt == pending.Attempt))
            {
                Check(5, happening is Happening.CaseTexted asked && asked.From == to && IsOnTheCase(before, to), $"{to} was texted the place, and had not asked");
            }
        }
    }

    /// <summary>Promise 5: closed without an escalation it is erased at once, else 72 hours later.</summary>
    public static void PlaceErased(Session session)
    {
        if (session.Open)
        {
            return;
        }

        var keeps = session.Pending.Any(p => p.Intent is Intent.Keep);
        var erased = session is { Place: null, EraseUtc: null, Handle: null, TextsWithPlace: [] };
        Check(5, keeps || erased || (session.Escalated && session.EraseUtc <= session.ClosedUtc + PlaceKeptMost && session.LastUtc < session.EraseUtc), "the place outlives the session");
        Check(5, !erased || !session.Legs.Any(l => l.SayFirst.Any(Holds)), "a leg still holds the place");
    }

    /// <summary>Promise 6: what happens is said as it begins, on every line of theirs and in a text, where there is one or the other.</summary>
    public static void CallerTold(Session before, Session session)
    {
        if (!Ghost.InNeed(session) || Ghost.InNeed(before))
        {
            return;
        }

        Check(6, session.Incident!.CallerTold, "people are being reached, and the caller was not told");
        var told = session.Texts != TextChannel.Works || session.CallerNumber is null
            || session.Pending.Any(p => p is { ClaimedUntilUtc: null, Intent: Intent.SendText { To.Kind: PartyKind.Caller, Text.Key: LineKey.MissAnnouncedText or LineKey.HelpComingText or LineKey.HelpComingNoEmsText } });
        Check(6, told, "people are being reached, and no text says so");
    }

    private static bool Holds(Line line) => line.Args.Any(a => a.Contains("Main", StringComparison.OrdinalIgnoreCase) || a.Contains("M A I N", StringComparison.Ordinal));

    internal static void Check(int promise, bool holds, string what)
    {
        if (!holds)
        {
            throw new PromiseBrokenException(promise, what);
        }
    }
}
