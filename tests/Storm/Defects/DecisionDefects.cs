using System.Collections.Immutable;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;
using SpotterBot.Sessions;

namespace Storm.Defects;

internal sealed class CompletedIsAPerson : IDefect
{
    public string Name => "completed-is-a-person";

    public int Breaks => 3;

    public string Summary => "A call to the caller that was answered and is over counts as an OK.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return happening is Happening.CallStatus { State: LegState.Ended, End: LegEnd.HungUp, LegId: var id }
            && session.Leg(id) is { Who.Kind: PartyKind.Caller, State: LegState.Answered, Purpose: LegPurpose.CheckIn }
            ? inner(decision.Session, new Happening.CallerTexted(TextCommand.Parse("1"), "SM" + id), facts, now)
            : decision;
    };
}

/// <summary>Something that a line brings, a key or none, words or silence, is taken for a 1.</summary>
internal sealed class TakenForOne(string name, string summary, Func<Happening.LegAsks, Leg?, bool> when) : IDefect
{
    public static readonly IReadOnlyList<TakenForOne> All =
    [
        new("answered-is-accepted", "Whoever answers when a peer is rung is taken to have accepted.", (asks, leg) => asks.Keys is null && IsOffered(leg)),
        new("passing-accepts", "Whoever passes on a case with a 2 is given it.", (asks, leg) => asks.Keys == "2" && IsOffered(leg)),
        new("silence-is-a-key", "A check-in call that comes back without a key counts as answered.", (asks, leg) => asks is { Keys: null, Silent: true } && IsCheckIn(leg)),
        new("mumbling-is-ok", "Whatever is said in answer to a check-in counts as an OK.", (asks, leg) => asks.Speech is not null && IsCheckIn(leg)),
        new("any-words-confirm", "Whatever a desk says is taken to confirm.", (asks, leg) => asks.Speech is not null && leg is { Who.Kind: PartyKind.Ems }),
    ];

    public string Name => name;

    public int Breaks => 3;

    public string Summary => summary;

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
        inner(session, happening is Happening.LegAsks asks && when(asks, session.Leg(asks.LegId)) ? asks with { Keys = "1", Speech = null, Silent = false } : happening, facts, now);

    private static bool IsOffered(Leg? leg) => leg is { Purpose: LegPurpose.Offer, Asked: Asked.Accept };

    private static bool IsCheckIn(Leg? leg) => leg is { Who.Kind: PartyKind.Caller, Asked: Asked.CheckIn };
}

internal sealed class LadderNotStopped : IDefect
{
    public string Name => "ladder-not-stopped";

    public int Breaks => 6;

    public string Summary => "An OK is recorded, and the ladder goes on.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return session.Incident is { Phase: Phase.Reaching, Cause: Cause.MissedCheckIn or Cause.HelpNow } reaching
            && decision.Session is { LastOkUtc: { } ok, Incident: { Phase: Phase.StoodDown } } && ok != session.LastOkUtc
            ? decision with { Session = decision.Session with { Incident = reaching } }
            : decision;
    };
}

internal sealed class EmsTwice : IDefect
{
    public string Name => "ems-twice";

    public int Breaks => 4;

    public string Summary => "EMS is called a second time while the first call rings.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        if (decision.Session.Incident is not { Phase: Phase.Reaching } || decision.Session.Leg("second") is not null
            || decision.Session.LiveLegs.FirstOrDefault(l => l.Who.Kind == PartyKind.Ems && l is { State: LegState.Ringing, CallSid: not null }) is not { } first)
        {
            return decision;
        }

        var second = first with { Id = "second", CallSid = null, State = LegState.Placing };
        return decision with
        {
            Session = decision.Session with
            {
                Legs = decision.Session.Legs.Add(second),
                Pending = decision.Session.Pending.Add(new Pending("second", new Intent.PlaceCall("second", first.Who, 30, 600), now)),
            },
        };
    };
}

internal sealed class EmsOnBothLines : IDefect
{
    public string Name => "ems-on-both-lines";

    public int Breaks => 4;

    public string Summary => "The desk's other line is called while the first rings.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        if (decision.Session.Incident is not { Phase: Phase.Reaching } || decision.Session.Leg("second") is not null
            || decision.Session.LiveLegs.FirstOrDefault(l => l.Who.Kind == PartyKind.Ems && l is { State: LegState.Ringing, CallSid: not null }) is not { } first)
        {
            return decision;
        }

        var second = first with { Id = "second", Who = Party.Ems(first.Who == Party.Ems(0) ? 1 : 0), CallSid = null, State = LegState.Placing };
        return decision with
        {
            Session = decision.Session with
            {
                Legs = decision.Session.Legs.Add(second),
                Pending = decision.Session.Pending.Add(new Pending("second", new Intent.PlaceCall("second", second.Who, 30, 600), now)),
            },
        };
    };
}

internal sealed class EmsAfterOk : IDefect
{
    public string Name => "ems-after-ok";

    public int Breaks => 4;

    public string Summary => "An EMS call that was ordered is not taken back by an OK, however long it waits.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        if (session.Incident?.Phase != Phase.Reaching || decision.Session.Incident?.Phase != Phase.StoodDown || session.Incident.EmsAtUtc is null)
        {
            return decision;
        }

        var who = Party.Ems(0);
        var leg = new Leg { Id = "stubborn" + session.Incidents, Who = who, Purpose = LegPurpose.Ems, State = LegState.Placing, PlacedUtc = now, SeenUtc = now };
        return decision with
        {
            Session = decision.Session with
            {
                Legs = decision.Session.Legs.Add(leg),
                Pending = decision.Session.Pending.Add(new Pending(leg.Id, new Intent.PlaceCall(leg.Id, who, 30, 600), now, NotBeforeUtc: now + TimeSpan.FromSeconds(15))),
            },
        };
    };
}

internal sealed class RefusalStopsTheLadder : IDefect
{
    public string Name => "refusal-stops-the-ladder";

    public int Breaks => 1;

    public string Summary => "When the phone company refuses a call of the ladder nothing more is tried.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return happening is Happening.CallRefused or Happening.OfTry { What: Happening.CallRefused } && session.Incident is { Phase: Phase.Reaching }
            ? decision with
            {
                Session = decision.Session with { Incident = null, CheckIn = decision.Session.CheckIn with { DueUtc = null, Stage = CheckInStage.Waiting } },
            }
            : decision;
    };
}

internal sealed class PlaceToWhoeverAnswers : IDefect
{
    public string Name => "place-to-whoever-answers";

    public int Breaks => 5;

    public string Summary => "The place is said before the case is accepted: a voicemail hears it.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return happening is Happening.LegAsks asks && session.Leg(asks.LegId) is { Purpose: LegPurpose.Offer } && session.Place is { } place
            && decision.Answer is Answer.Voice voice && decision.Session.Leg(asks.LegId) is { Asked: Asked.Accept }
            ? decision with { Answer = voice with { Verbs = voice.Verbs.Insert(0, new Verb.Say(new Line(LineKey.BriefPlace, place.WithTown))) } }
            : decision;
    };
}

internal sealed class PlaceKept : IDefect
{
    public string Name => "place-kept";

    public int Breaks => 5;

    public string Summary => "The place stays when the session has closed without help.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return session.Place is { } place && decision.Session is { Open: false, Place: null } ? decision with { Session = decision.Session with { Place = place } } : decision;
    };
}

internal sealed class LostPersonStaysInCharge : IDefect
{
    public string Name => "lost-person-stays-in-charge";

    public int Breaks => 1;

    public string Summary => "A person whose line dropped undecided is still taken to have the case.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return session.Incident is { Phase: Phase.Reaching, Owner: { } owner } && decision.Session.Incident is { Phase: Phase.Reaching, Owner: null } left
            && happening is Happening.CallStatus { State: LegState.Ended } or Happening.CallGone or Happening.OfTry { What: Happening.CallGone }
            ? decision with { Session = decision.Session with { Incident = left with { Owner = owner } } }
            : decision;
    };
}

internal sealed class AnyTextIsOk : IDefect
{
    public string Name => "any-text-is-ok";

    public int Breaks => 3;

    public string Summary => "A caller's text that nobody understands counts as an OK.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
        inner(session, happening is Happening.CallerTexted { Command.Verb: TextVerb.Unknown } texted ? texted with { Command = TextCommand.Parse("1") } : happening, facts, now);
}

internal sealed class NoRedial : IDefect
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(10);

    public string Name => "no-redial";

    public int Breaks => 2;

    public string Summary => "A desk that was busy, or picked up and confirmed nothing, is not called again before ten minutes are over.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return decision.Session.Incident is { Phase: Phase.Reaching, Ems: { Dials: > 0, NextDialUtc: { } next } ems } incident && next != session.Incident?.Ems.NextDialUtc
            ? decision with { Session = decision.Session with { Incident = incident with { Ems = ems with { NextDialUtc = next + Later } } } }
            : decision;
    };
}

internal sealed class AskedLater : IDefect
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(1);

    public string Name => "asked-later";

    public int Breaks => 2;

    public string Summary => "A check-in that is due is put off by a minute, again and again.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        return session is { CheckIn.Stage: CheckInStage.Waiting, Incident: null } && decision.Session.CheckIn.Stage == CheckInStage.Asked && happening is Happening.TimePassed
            ? decision with { Session = session with { LastUtc = now, CheckIn = session.CheckIn with { DueUtc = now + Later } } }
            : decision;
    };
}

internal sealed class RingsTheFinished : IDefect
{
    private static readonly TimeSpan Later = TimeSpan.FromMinutes(4);

    public string Name => "rings-the-finished";

    public int Breaks => 9;

    public string Summary => "Who is finished is rung once more after a while.";

    public DecideOn Decide(DecideOn inner) => (session, happening, facts, now) =>
    {
        var decision = inner(session, happening, facts, now);
        if (!session.Open || decision.Session is not { Open: false, CallerNumber: not null })
        {
            return decision;
        }

        var leg = new Leg { Id = "oncemore", Who = Party.Caller, Purpose = LegPurpose.CheckIn, State = LegState.Placing, PlacedUtc = now, SeenUtc = now };
        return decision with
        {
            Session = decision.Session with
            {
                Legs = decision.Session.Legs.Add(leg),
                Pending = decision.Session.Pending.Add(new Pending(leg.Id, new Intent.PlaceCall(leg.Id, leg.Who, 30, 600), now, NotBeforeUtc: now + Later)),
            },
        };
    };
}
