using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>
/// When a case is over, the person who had it is asked how it went, offered somebody to talk it through with, and given what thanks the caller left.
/// Never in the middle of another case, only on their shift or by day, and not at all if they do not want it.
/// </summary>
internal static class Afterwards
{
    private const int TimesAskedMost = 2;

    /// <summary>A thank-you stays one text.</summary>
    private const int ThanksMost = 100;

    /// <summary>In no thanks themselves: control characters are taken out of these.</summary>
    private const char BetweenThanks = '\n';

    /// <summary>They may still be on the line, and give it by key.</summary>
    private static readonly TimeSpan Breath = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromHours(1);

    /// <summary>Somebody on another case is left alone, and looked at again after this.</summary>
    private static readonly TimeSpan BusyLook = TimeSpan.FromMinutes(10);

    /// <summary>An answer, a wish to talk it through tomorrow, is taken for so long.</summary>
    private static readonly TimeSpan Taken = TimeSpan.FromHours(24);

    /// <summary>The incident is over: what follows for those who had it. True for those whose phones keep its letter, so that they can answer.</summary>
    public static void Begin(Turn turn, Incident incident)
    {
        if (turn.Session.Kind != SessionKind.Call)
        {
            return;
        }

        var ems = incident.Ems.Dials > 0 || incident.Ems.WasAnswered;
        foreach (var who in incident.Had.Union(incident.Threatened).Where(w => w.Kind is PartyKind.Peer or PartyKind.Coordinator))
        {
            var threatened = incident.Threatened.Contains(who);
            var hard = ems || threatened || IsHard(incident.Outcome);
            if (hard)
            {
                // What it was to them does not depend on whether they want to be asked about it.
                Count(turn, who, incident.Number);
            }

            var asked = who == incident.LastOwner;

            // A talk is nothing to be asked about, unless it became more than that; nor is what somebody else took over.
            if (((incident.Cause == Cause.PersonAsked || !asked) && !hard) || !turn.Facts.Roster.TryGetValue(who.Id, out var person) || person.AskFromUtc is null)
            {
                continue;
            }

            var before = turn.Session.FollowUps.FirstOrDefault(f => f.Who == who);
            Put(turn, new FollowUp
            {
                Who = who,
                Incident = incident.Number,
                OverUtc = turn.Now,
                Hard = hard || before?.Hard == true,
                OwesDebrief = hard || before?.OwesDebrief == true,
                TomorrowUtc = before?.TomorrowUtc,
                Thanks = before?.Thanks,
                Outcome = asked ? incident.Outcome : null,
                AskUtc = asked && incident.Outcome is null ? turn.Now + Breath : null,
                LookUtc = turn.Now + Breath,
            });
        }
    }

    /// <summary>Whether their phone still needs the letter of this session's case.</summary>
    public static bool IsOwed(Session session, Party who) => session.FollowUps.Any(f => f.Who == who);

    /// <summary>Asks and tells what is due.</summary>
    public static void Tend(Turn turn)
    {
        foreach (var open in turn.Session.FollowUps.Where(f => f.LookUtc <= turn.Now).ToList())
        {
            var person = turn.Facts.Roster.GetValueOrDefault(open.Who.Id);
            var due = person?.AskFromUtc is null ? open with { OwesDebrief = false, TomorrowUtc = null, AskUtc = null } : open;
            if (person is null || (person.AskFromUtc ?? (due.Thanks is null ? null : person.ThanksFromUtc)) is not { } from)
            {
                End(turn, due);
            }
            else if (from > turn.Now)
            {
                Put(turn, due with { LookUtc = from });
            }
            else if (person.CaseOf is not null || turn.Incident?.RingOf(due.Who) is { State: RingState.Ringing or RingState.Accepted })
            {
                Put(turn, due with { LookUtc = turn.Now + BusyLook });
            }
            else
            {
                Tell(turn, due, person);
            }
        }
    }

    public static DateTimeOffset? NextStep(Session session) => session.FollowUps.Select(f => (DateTimeOffset?)f.LookUtc).Min();

    /// <summary>What they key at the end of the case's call.</summary>
    public static void Keyed(Turn turn, CaseOutcome outcome)
    {
        turn.Note(HistoryKind.OutcomeTold, ("outcome", outcome));
        turn.Incident = turn.Incident! with { Outcome = outcome };
    }

    /// <summary>What somebody texts about a case that is over. False: nothing is asked of them.</summary>
    public static bool Texted(Turn turn, Party from, char letter, TextCommand command)
    {
        if (turn.Session.FollowUps.FirstOrDefault(f => f.Who == from) is not { } open)
        {
            return false;
        }

        switch (command.Verb)
        {
            case TextVerb.Later:
                var tomorrow = turn.Facts.Roster.TryGetValue(from.Id, out var person) ? person.TomorrowUtc : turn.Now + Taken;
                Put(turn, open with { TomorrowUtc = tomorrow, OwesDebrief = false, LookUtc = Earlier(open.LookUtc, tomorrow) });
                turn.Reply(LineKey.DebriefLaterText);
                return true;
            case TextVerb.Again:
                Ties.PeerWants(turn, from);
                return true;
            default:
                if (OutcomeOf(command.Verb) is not { } outcome)
                {
                    turn.Reply(LineKey.OutcomeText, letter.ToString());
                    return true;
                }

                Told(turn, open, outcome);
                return true;
        }
    }

    /// <summary>
    /// Somebody took a call of theirs, to help or only to talk, and they may still thank them. Not where the number we have may be another person's, nor
    /// for those who wanted to be forgotten.
    /// </summary>
    public static bool MayThank(Turn turn) => turn.Session is { LastTook: not null, Kind: SessionKind.Call }
        && (turn.Session.Open || (turn.Session is { BeganHidden: false, ForgetWhenClosed: false } && turn.Now < turn.Session.ClosedUtc + Timing.ThanksTaken));

    /// <summary>The caller's thanks by text.</summary>
    public static void Thanked(Turn turn, string words) => turn.Reply(
        Threats.Happened(turn) ? LineKey.ThanksNotAfterThreatText : Keep(turn, words) ? LineKey.ThanksKeptText : LineKey.NothingToPassOnText);

    /// <summary>The caller's thanks: kept until they say whether they may be passed on, and no longer than they may thank. False where there are no words.</summary>
    public static bool Keep(Turn turn, string words)
    {
        var text = new string([.. words.Where(c => !char.IsControl(c))]).Trim();
        if (text.Length == 0)
        {
            return false;
        }

        turn.Session = turn.Session with
        {
            Thanks = text.Length > ThanksMost ? text[..ThanksMost] : text,
            EraseUtc = turn.Session.EraseUtc ?? turn.Session.ClosedUtc + Timing.ThanksTaken,
        };
        return true;
    }

    /// <summary>They may be passed on: whoever took the call gets them on their shift or by day. False where they get to nobody.</summary>
    public static bool PassOn(Turn turn)
    {
        if (Threats.IsBotOnly(turn) || Threats.Happened(turn))
        {
            // Words to somebody whom they threatened are put through as little as a call.
            turn.Session = turn.Session with { Thanks = null };
            turn.Reply(Threats.IsBotOnly(turn) ? LineKey.BotOnlyText : LineKey.ThanksNotAfterThreatText);
            return false;
        }

        if (turn.Session is not { Thanks: { } thanks, LastTook: { } took })
        {
            turn.Reply(LineKey.NothingToPassOnText);
            return false;
        }

        turn.Session = turn.Session with { Thanks = null };
        if (turn.Facts.Roster.GetValueOrDefault(took.Id)?.ThanksFromUtc is null)
        {
            turn.Reply(LineKey.ThanksGoneText);
            return false;
        }

        var open = turn.Session.FollowUps.FirstOrDefault(f => f.Who == took)
            ?? new FollowUp { Who = took, Incident = turn.Session.Incidents, OverUtc = turn.Now, LookUtc = turn.Now };
        Put(turn, open with { Thanks = open.Thanks is { } before ? before + BetweenThanks + thanks : thanks, LookUtc = turn.Now });
        turn.Note(HistoryKind.ThanksPassedOn);
        turn.Reply(LineKey.PassedOnText);
        return true;
    }

    /// <summary>They have had many hard cases: coordinators hear of it, quietly.</summary>
    public static void Exposed(Turn turn, Happening.ExposureHigh exposed)
    {
        turn.Note(HistoryKind.ExposureHigh, ("count", exposed.Count));
        foreach (var coordinator in turn.Facts.Coordinators)
        {
            turn.Text(Party.Coordinator(coordinator.Id), Urgency.Person, LineKey.ExposureText, turn.NameOf(exposed.Who), exposed.Count.ToString());
        }
    }

    private static void Tell(Turn turn, FollowUp due, PersonFact person)
    {
        foreach (var thanks in due.Thanks?.Split(BetweenThanks) ?? [])
        {
            turn.Text(due.Who, Urgency.Person, LineKey.ThanksText, thanks);
        }

        if (due.OwesDebrief)
        {
            turn.Text(due.Who, Urgency.Person, LineKey.DebriefText);
        }

        var tomorrow = due.TomorrowUtc <= turn.Now;
        if (tomorrow)
        {
            turn.Text(due.Who, Urgency.Person, LineKey.DebriefTomorrowText);
        }

        var asks = due.AskUtc <= turn.Now;
        if (asks)
        {
            turn.Note(HistoryKind.OutcomeAsked, ("times", due.TimesAsked + 1));
            turn.Text(due.Who, Urgency.Person, LineKey.OutcomeText, CaseLetter.Placeholder);
        }

        due = due with
        {
            Thanks = null,
            OwesDebrief = false,
            TomorrowUtc = tomorrow ? null : due.TomorrowUtc,
            TimesAsked = due.TimesAsked + (asks ? 1 : 0),
            AskUtc = !asks ? due.AskUtc : due.TimesAsked + 1 < TimesAskedMost ? turn.Now + AskAgainAfter : null,
        };
        var over = due.OverUtc + Taken;
        var answered = due.Outcome is not null || due.TimesAsked == 0;
        DateTimeOffset?[] waits = [due.AskUtc, due.TomorrowUtc, answered && !due.Hard ? null : over > turn.Now ? over : null];
        if (waits.Min() is { } next)
        {
            Put(turn, due with { LookUtc = next });
        }
        else
        {
            End(turn, due);
        }
    }

    private static void Told(Turn turn, FollowUp open, CaseOutcome outcome)
    {
        turn.Note(HistoryKind.OutcomeTold, ("outcome", outcome));
        var harder = !open.Hard && IsHard(outcome);
        if (harder)
        {
            Count(turn, open.Who, open.Incident);
        }

        Put(turn, open with { Outcome = outcome, AskUtc = null, Hard = open.Hard || harder, OwesDebrief = open.OwesDebrief || harder, LookUtc = turn.Now });
        turn.Reply(LineKey.OutcomeThanksText);
    }

    private static void Count(Turn turn, Party who, int incident) => turn.Want(new Intent.CountExposure(who, $"{turn.Session.Id}/{incident}"));

    /// <summary>
    /// No EMS of ours, and yet somebody had to go to them, or a crew did: an overdose, as far as anybody tells us. That they are fine, were not reached or
    /// needed nothing says nothing of one.
    /// </summary>
    private static bool IsHard(CaseOutcome? outcome) => outcome is CaseOutcome.EmsCame or CaseOutcome.ReachedBySomeone;

    private static CaseOutcome? OutcomeOf(TextVerb verb) => verb switch
    {
        TextVerb.Ok => CaseOutcome.CallerFine,
        TextVerb.More => CaseOutcome.ReachedBySomeone,
        TextVerb.Change => CaseOutcome.EmsCame,
        TextVerb.Skip => CaseOutcome.NotReached,
        TextVerb.WhatToDo => CaseOutcome.NoEmergency,
        TextVerb.Hold => CaseOutcome.Drill,
        _ => null,
    };

    private static void Put(Turn turn, FollowUp followUp) => turn.Session = turn.Session with
    {
        FollowUps = [.. turn.Session.FollowUps.Where(f => f.Who != followUp.Who), followUp],
    };

    /// <summary>Nothing is owed to them any more: their phone gives the letter back, unless a case of this session needs it.</summary>
    private static void End(Turn turn, FollowUp followUp)
    {
        turn.Session = turn.Session with { FollowUps = turn.Session.FollowUps.RemoveAll(f => f.Who == followUp.Who) };
        if (turn.Incident?.RingOf(followUp.Who) is null && !IsOwed(turn.Session, followUp.Who))
        {
            turn.Want(new Intent.UnlinkPhone(followUp.Who));
        }
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
