using System.Collections.Immutable;
using Exploration.Model;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace Exploration.Tests;

/// <summary>The decisions with a defect of somebody's making, to see that it is found.</summary>
internal static class Mutants
{
    /// <summary>An open check-in is not looked at again unless something comes.</summary>
    public sealed class DropsTheWakeUp : Core
    {
        public override DateTimeOffset? NextWake(Session session, Timing timing) => session.CheckIn.IsOpen ? null : base.NextWake(session, timing);
    }

    /// <summary>The wake-up of a check-in being asked comes an interval later.</summary>
    public sealed class WakesTooLate : Core
    {
        public override DateTimeOffset? NextWake(Session session, Timing timing) =>
            base.NextWake(session, timing) is { } wake && session.CheckIn.IsOpen ? wake + TimeSpan.FromMinutes(2) : base.NextWake(session, timing);
    }

    /// <summary>A wake-up changes nothing.</summary>
    public sealed class SleepsThroughTheWakeUp : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc) =>
            happening is Happening.TimePassed && session.CheckIn.IsOpen
                ? new Decision(session with { LastUtc = nowUtc }, null, Answer.None, [])
                : base.Decide(session, happening, facts, nowUtc);
    }

    /// <summary>With somebody in charge the time for EMS is forgotten.</summary>
    public sealed class ForgetsEms : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            return decision.Session.Incident is { Owner: not null } incident
                ? decision with { Session = decision.Session with { Incident = incident with { EmsAtUtc = null, EmsTableUtc = null } } }
                : decision;
        }
    }

    /// <summary>The miss is declared so late that peers who do not pick up use up the bound.</summary>
    public sealed class MissesTooLate : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc) => base.Decide(session, happening, Slow(facts), nowUtc);

        public override DateTimeOffset? NextWake(Session session, Timing timing) => base.NextWake(session, Slow(new Facts { Timing = timing }).Timing);

        private static Facts Slow(Facts facts) =>
            facts with { Timing = facts.Timing with { OffLineMiss = TimeSpan.FromSeconds(115), OffLineEms = TimeSpan.FromSeconds(200) } };
    }

    /// <summary>A check-in call that was answered and ended is taken for an OK.</summary>
    public sealed class TakesCompletedForAnOk : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            return happening is Happening.CallStatus { State: LegState.Ended, End: LegEnd.HungUp } status && session.Leg(status.LegId) is { Who.Kind: PartyKind.Caller }
                ? base.Decide(decision.Session, new Happening.CallerTexted(TextCommand.Parse("1"), "SM"), facts, nowUtc)
                : decision;
        }
    }

    /// <summary>Whatever picks up a peer's phone has the case.</summary>
    public sealed class TakesAnsweredForAPerson : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            return happening is Happening.LegAsks { Step: 0 } asks && session.Leg(asks.LegId) is { Who.Kind: PartyKind.Peer } && decision.Answer is Answer.Voice voice
                ? base.Decide(decision.Session, asks with { Step = voice.Step, Keys = "1" }, facts, nowUtc)
                : decision;
        }
    }

    /// <summary>Whatever is said while a check-in is asked counts like a key.</summary>
    public sealed class BelievesTheTelevision : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc) => base.Decide(
            session, session.CheckIn.IsOpen && happening is Happening.LegAsks { Speech.Length: > 0 } asks ? asks with { Speech = null, Keys = "1" } : happening, facts, nowUtc);
    }

    /// <summary>EMS is rung once more beside the call that is up.</summary>
    public sealed class RingsEmsTwice : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            var after = decision.Session;
            if (after.LiveLegs.FirstOrDefault(l => l.Purpose == LegPurpose.Ems) is not { } first || session.Leg(first.Id) is not null || after.Legs.Any(l => l.Id == "twice"))
            {
                return decision;
            }

            var second = first with { Id = "twice" };
            return decision with { Session = after with { Legs = after.Legs.Add(second), Pending = after.Pending.Add(new Pending("twice", new Intent.PlaceCall("twice", first.Who, 30, 600), nowUtc)) } };
        }
    }

    /// <summary>Busy is dialled again in the same second.</summary>
    public sealed class RedialsWithoutAPause : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc) =>
            base.Decide(session, happening, facts with { Timing = facts.Timing with { EmsRedial = TimeSpan.Zero } }, nowUtc);
    }

    /// <summary>The text to a peer says where the caller is.</summary>
    public sealed class TextsThePlaceToWhoIsRung : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            return decision with
            {
                Session = decision.Session with
                {
                    Pending = [.. decision.Session.Pending.Select(p => p.Intent is Intent.SendText { Text.Key: LineKey.OfferText } text
                        ? p with { Intent = text with { Text = new Line(LineKey.OfferText, "B", decision.Session.Place?.Verbatim ?? "") } }
                        : p)],
                },
            };
        }
    }

    /// <summary>A session that is closed keeps its place.</summary>
    public sealed class KeepsThePlace : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            return decision with { Session = decision.Session with { Place = decision.Session.Place ?? session.Place } };
        }
    }

    /// <summary>The ladder begins, and the caller's phone says nothing of it.</summary>
    public sealed class TellsTheCallerNothing : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            return decision with
            {
                Session = decision.Session with { Pending = decision.Session.Pending.RemoveAll(p => p.Intent is Intent.SendText { Text.Key: LineKey.MissAnnouncedText }) },
            };
        }
    }

    /// <summary>Who has once had an ambulance called gets none for a 9.</summary>
    public sealed class LocksOutAfterAnEscalation : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc) =>
            session is { Escalated: true, Incident: null } && happening is Happening.CallerTexted { Command.Verb: TextVerb.HelpNow }
                ? base.Decide(session, new Happening.TimePassed(), facts, nowUtc)
                : base.Decide(session, happening, facts, nowUtc);
    }

    /// <summary>A 7 is not taken while a check-in is asked.</summary>
    public sealed class HoldsOnToTheCaller : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc) =>
            session.CheckIn.IsOpen && happening is Happening.CallerTexted { Command.Verb: TextVerb.Done }
                ? base.Decide(session, new Happening.TimePassed(), facts, nowUtc)
                : base.Decide(session, happening, facts, nowUtc);
    }

    /// <summary>A text that failed ends the ladder.</summary>
    public sealed class AFailedTextStopsTheLadder : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            return happening is Happening.TextFailed && decision.Session.Incident is { } incident
                ? decision with { Session = decision.Session with { Incident = incident with { Phase = Phase.StoodDown } } }
                : decision;
        }
    }

    /// <summary>Who comes back goes on as if they had never been away: who may have answered meanwhile is taken for missed.</summary>
    public sealed class ComesBackAndAsksNobody : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc) =>
            base.Decide(session, happening, facts with { Away = null }, nowUtc);
    }

    /// <summary>For as long as nobody was there the ladder's clock stands still.</summary>
    public sealed class StopsTheLaddersClock : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var stands = facts.Away is { } away && session.Incident is { Ems.Wanted: false } incident && !(session.Away?.UntilUtc >= away.UntilUtc)
                ? session with { Incident = incident with { EmsAtUtc = incident.EmsAtUtc + away.Length, EmsTableUtc = incident.EmsTableUtc + away.Length } }
                : session;
            return base.Decide(stands, happening, facts, nowUtc);
        }
    }

    /// <summary>That no order goes out is taken for no reason to wait with the miss.</summary>
    public sealed class MissesWhoCannotBeAsked : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc) =>
            base.Decide(session, happening, facts with { PhonesOut = false }, nowUtc);
    }

    /// <summary>Who cannot be asked is tried again after an interval.</summary>
    public sealed class LetsWhoCannotBeAskedWait : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            return decision.Session.CheckIn is { UnaskedSinceUtc: not null } unasked && session.CheckIn.UnaskedSinceUtc is null
                ? decision with { Session = decision.Session with { CheckIn = unasked with { DueUtc = unasked.DueUtc + facts.Timing.FirstInterval } } }
                : decision;
        }
    }

    /// <summary>The watch ends, and nobody takes back what says that it did not end well.</summary>
    public sealed class LeavesTheSwitchBehind : Core
    {
        public override Decision Decide(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc)
        {
            var decision = base.Decide(session, happening, facts, nowUtc);
            return decision.Session.Open
                ? decision
                : decision with { Session = decision.Session with { Pending = decision.Session.Pending.RemoveAll(p => p.Intent is Intent.CallOffText) } };
        }
    }

    /// <summary>Each with the story it is looked for in, and the promise that it breaks.</summary>
    public static readonly ImmutableArray<(Core Core, string Story, Alphabet Alphabet, int Faults, int Promise)> All =
    [
        (new DropsTheWakeUp(), "by text", Alphabet.Ladder, 0, 1),
        (new WakesTooLate(), "by text", Alphabet.Ladder, 0, 1),
        (new SleepsThroughTheWakeUp(), "by text", Alphabet.Ladder, 0, 1),
        (new ForgetsEms(), "by text, taken", Alphabet.Ladder, 0, 2),
        (new MissesTooLate(), "by text", Alphabet.Ladder, 0, 2),
        (new TakesCompletedForAnOk(), "by text", Alphabet.Ladder, 0, 3),
        (new TakesAnsweredForAPerson(), "by text", Alphabet.Ladder, 0, 3),
        (new BelievesTheTelevision(), "on the line, asked", Alphabet.Line, 0, 3),
        (new AFailedTextStopsTheLadder(), "by text", Alphabet.Ladder, 1, 3),
        (new RingsEmsTwice(), "by text", Alphabet.Ladder, 0, 4),
        (new RedialsWithoutAPause(), "by text", Alphabet.Ladder with { Failures = true }, 0, 4),
        (new TextsThePlaceToWhoIsRung(), "by text", Alphabet.Ladder, 0, 5),
        (new KeepsThePlace(), "by text", Alphabet.Ladder with { Texts = ["7"] }, 0, 5),
        (new TellsTheCallerNothing(), "by text", Alphabet.Ladder, 0, 6),
        (new HoldsOnToTheCaller(), "by text", Alphabet.Ladder, 0, 6),
        (new LocksOutAfterAnEscalation(), "by text", Alphabet.Ladder, 0, 7),
        (new ComesBackAndAsksNobody(), "by text, asked", Alphabet.Outage, 0, 6),
        (new StopsTheLaddersClock(), "by text, missed", Alphabet.Outage, 0, 2),
        (new MissesWhoCannotBeAsked(), "by text", Alphabet.Outage, 0, 6),
        (new LetsWhoCannotBeAskedWait(), "by text", Alphabet.Outage, 0, 2),
        (new LeavesTheSwitchBehind(), "with a switch", Alphabet.Ladder with { Texts = ["7"] }, 0, 9),
    ];
}
