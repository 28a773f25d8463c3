using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>What the caller's own line hears, and what its keys and words mean.</summary>
internal static class CallerLine
{
    private const int QuietSecondsMost = 50;

    /// <summary>The line asks for its document: what was keyed is taken in, then it hears how things stand.</summary>
    public static void Hears(Turn turn, Leg leg, Happening.LegAsks asks)
    {
        if (asks.Left)
        {
            leg = turn.Put(leg with { SayFirst = leg.SayFirst ?? Room.Returning(turn) });
        }

        // A leg that asks is not in the room, whatever took it out.
        var asked = leg.Asked;
        turn.Put(leg with { InRoom = false, Asked = Asked.Nothing, Silences = asks.Silent ? leg.Silences + 1 : 0 });
        if (asks.Keys is { Length: > 0 } keys)
        {
            Key(turn, turn.Fresh(leg), asked, keys, asks.CheckIn);
        }
        else if (asks.Speech is { Length: > 0 } speech)
        {
            Said(turn, turn.Fresh(leg), speech, asks.CheckIn);
        }
    }

    /// <summary>What the line hears now.</summary>
    public static ImmutableArray<Verb> Script(Turn turn, Leg leg)
    {
        leg = turn.Fresh(leg);
        ImmutableArray<Line> first = leg.SayFirst is { } said ? [said] : [];
        leg = turn.Put(leg with { SayFirst = null });
        var session = turn.Session;
        if (!session.Open || session.FinishWhenQuiet)
        {
            return [.. first.Select(l => new Verb.Say(l)), new Verb.Say(new Line(LineKey.Bye)), new Verb.HangUp()];
        }

        if (leg.Asked is Asked.Minutes or Asked.ConfirmOk or Asked.FirstAid)
        {
            var ask = new Verb.Ask(first, leg.Asked == Asked.Minutes ? 8 : 6, leg.Asked == Asked.Minutes ? 0 : 1);
            return [ask, new Verb.Again()];
        }

        if (session.Incident?.Owner is { LegId: { } ownerLeg } && session.Leg(ownerLeg) is { State: LegState.Answered, Confirmed: true }
            && (session.Incident.Phase == Phase.Reaching || leg.InRoom || Room.Has(session, ownerLeg)))
        {
            turn.Put(leg with { InRoom = true });
            return [.. first.Select(l => new Verb.Say(l)), new Verb.Say(new Line(LineKey.PersonHere)), new Verb.Join(session.Incident.Room, EndOnExit: false, StarMenu: false)];
        }

        if (session.TellTextsGone)
        {
            turn.Session = turn.Session with { TellTextsGone = false };
            first = [new Line(LineKey.TextsGoneCall), .. first];
        }

        return turn.InLadder ? WhileReaching(turn, leg, first)
            : session.CheckIn.IsOpen ? CheckIn(turn, leg, first)
            : Between(turn, leg, first);
    }

    /// <summary>The caller's line is over: the mode changes, the clock never does.</summary>
    public static void Ended(Turn turn, Leg leg, bool wasAnswered)
    {
        var session = turn.Session;
        if (!session.Open)
        {
            return;
        }

        if (!wasAnswered)
        {
            People.CallerNotReached(turn, leg);
        }

        if (session.FinishWhenQuiet)
        {
            return;
        }

        if (!session.Watched)
        {
            turn.Session = session with { FinishWhenQuiet = wasAnswered && !session.CallerLegs.Any() };
            return;
        }

        var onTheLine = session.Mode == Mode.OnTheLine && !session.CallerLegs.Any();
        if (onTheLine)
        {
            HungUp(turn);
        }
        else if (session.CheckIn.IsOpen && (leg.End == LegEnd.Lost
            || (leg.End is LegEnd.Busy or LegEnd.Failed or LegEnd.Invalid && session.CheckIn.Stage == CheckInStage.Asked)))
        {
            CheckIns.CallNow(turn);
        }
    }

    private static void HungUp(Turn turn)
    {
        turn.Note(HistoryKind.LineDropped);
        turn.Session = turn.Session with { Mode = turn.Session.OffLineMode };
        if (turn.Session.CallerNumber is null)
        {
            turn.Session = turn.Session with { LineLostUtc = turn.Session.LineLostUtc ?? turn.Now, Mode = Mode.OnTheLine };
            return;
        }

        if (turn.InLadder)
        {
            return;
        }

        if (turn.CheckIn.IsOpen)
        {
            CheckIns.CallNow(turn);
            return;
        }

        var soon = turn.Now + Timing.HangUpBringsCheckIn;
        turn.CheckIn = turn.CheckIn with { ByCall = true, DueUtc = turn.CheckIn.DueUtc is { } due && due < soon ? due : soon };
        turn.TextCaller(LineKey.HungUpText);
    }

    public static void Key(Turn turn, Leg leg, Asked asked, string keys, int checkIn)
    {
        switch (asked)
        {
            case Asked.Minutes:
                Minutes(turn, leg, keys);
                return;
            case Asked.ConfirmOk when keys == "1" && turn.InLadder:
                StandingDown.ByCaller(turn, leg);
                return;
            case Asked.FirstAid when keys == "5":
                FirstAid(turn, leg);
                return;
        }

        switch (keys)
        {
            case "1":
                Ok(turn, leg, checkIn);
                break;
            case "2":
                var said = CheckIns.More(turn, null, leg, out var minutes);
                First(turn, leg, said, minutes);
                break;
            case "3":
                turn.Put(leg with { Asked = Asked.Minutes, BareNine = false, SayFirst = new Line(LineKey.ChangeMinutes) });
                break;
            case "4":
                First(turn, leg, LineKey.SkippedSpoken);
                break;
            case "5":
                FirstAid(turn, leg with { FirstAidStep = 0 });
                break;
            case "7":
                Finish(turn, leg);
                break;
            case "9":
                Ladder.HelpNow(turn, leg);
                break;
            case "0":
                Ladder.PersonAsked(turn, leg);
                break;
            default:
                First(turn, leg, LineKey.NotKey);
                break;
        }
    }

    private static void Ok(Turn turn, Leg leg, int checkIn)
    {
        if (turn.InLadder)
        {
            turn.Note(HistoryKind.OkConfirmAsked, ("leg", leg.Id));
            turn.Put(leg with { Asked = Asked.ConfirmOk, SayFirst = new Line(LineKey.ConfirmOk, turn.Session.Handle ?? "") });
            return;
        }

        if (turn.CheckIn.IsOpen && checkIn != turn.CheckIn.Number)
        {
            turn.Note(HistoryKind.LateKey, ("checkIn", checkIn));
            return;
        }

        // Who called to talk, and presses 1: the watch starts, as it does for everybody.
        turn.Session = turn.Session with { Watched = true, Mode = turn.Session.Watched ? turn.Session.Mode : Mode.OnTheLine };
        CheckIns.Answered(turn, leg);
        First(turn, leg, LineKey.Ok, CheckIns.MinutesToNext(turn));
    }

    private static void Finish(Turn turn, Leg leg)
    {
        turn.Session = turn.Session with { FinishWhenQuiet = !turn.InLadder, FinishAfterOk = turn.InLadder };
        if (turn.InLadder)
        {
            turn.Note(HistoryKind.OkConfirmAsked, ("leg", leg.Id));
            turn.Put(leg with { Asked = Asked.ConfirmOk, SayFirst = new Line(LineKey.ConfirmOk, turn.Session.Handle ?? "") });
        }
    }

    /// <summary>Speech counts only on a call the caller placed, only when listed, and never against a ladder.</summary>
    private static void Said(Turn turn, Leg leg, string speech, int checkIn)
    {
        if (leg.Purpose == LegPurpose.Inbound && !turn.InLadder && OkPhrases.Listed(speech))
        {
            Ok(turn, leg, checkIn);
        }
        else
        {
            First(turn, leg, LineKey.AskKey);
        }
    }

    private static void Minutes(Turn turn, Leg leg, string keys)
    {
        if (keys == "9" && !leg.BareNine)
        {
            turn.Put(leg with { Asked = Asked.Minutes, BareNine = true, SayFirst = new Line(LineKey.BareNine) });
        }
        else if (keys == "9")
        {
            Ladder.HelpNow(turn, leg);
        }
        else if (int.TryParse(keys, out var minutes) && minutes is >= 1 and <= 60)
        {
            Rhythm.Every(turn, minutes);
            First(turn, leg, LineKey.EveryChanged, minutes.ToString());
        }
        else
        {
            First(turn, leg, LineKey.EveryRange);
        }
    }

    private static void FirstAid(Turn turn, Leg leg)
    {
        LineKey[] steps = [LineKey.FirstAid1, LineKey.FirstAid2, LineKey.FirstAid3, LineKey.FirstAid4, LineKey.FirstAid5, LineKey.FirstAid6];
        var step = leg.FirstAidStep % steps.Length;
        turn.Put(leg with { Asked = Asked.FirstAid, FirstAidStep = step + 1, SayFirst = new Line(steps[step]) });
    }

    private static void First(Turn turn, Leg leg, LineKey key, params string[] args) =>
        turn.Put(turn.Fresh(leg) with { SayFirst = new Line(key, [.. args.Where(a => a.Length > 0)]) });

    private static ImmutableArray<Verb> WhileReaching(Turn turn, Leg leg, ImmutableArray<Line> first)
    {
        var ems = turn.Incident!.Ems;
        var how = ems.ConfirmedUtc is not null ? LineKey.EmsIsComing : ems.Wanted ? LineKey.EmsBeingReached : LineKey.PeopleBeingReached;
        turn.Put(leg with { Asked = Asked.CheckIn });
        return [new Verb.Ask([.. first, new Line(how)], 8), new Verb.Again()];
    }

    private static ImmutableArray<Verb> CheckIn(Turn turn, Leg leg, ImmutableArray<Line> first)
    {
        var louder = turn.CheckIn.Stage == CheckInStage.Louder;
        var prompt = new Line(louder ? LineKey.CheckInLouder : LineKey.CheckIn, turn.Session.Handle ?? "");
        turn.Put(leg with { Asked = Asked.CheckIn });
        ImmutableArray<Line> lines = leg.Silences == 0 || louder ? [.. first, prompt, new Line(LineKey.CheckInKeys)] : [.. first, prompt];
        return [new Verb.Ask(lines, 4, Speech: leg.Purpose == LegPurpose.Inbound), new Verb.Again()];
    }

    /// <summary>Nothing is due: on the line it is quiet; a line we placed is let go.</summary>
    private static ImmutableArray<Verb> Between(Turn turn, Leg leg, ImmutableArray<Line> first)
    {
        turn.Put(leg with { Asked = Asked.Quiet });
        var personComing = turn.Reaching is not null;
        if (turn.Session.Mode == Mode.OnTheLine || personComing || !turn.Session.Watched)
        {
            var toNext = turn.CheckIn.DueUtc is { } due ? (int)Math.Ceiling((due - turn.Now).TotalSeconds) : QuietSecondsMost;
            var seconds = Math.Clamp(personComing ? Math.Min(toNext, 20) : toNext, 1, QuietSecondsMost);
            ImmutableArray<Line> lines = personComing && first.IsEmpty ? [new Line(LineKey.OneMoment)] : first;
            return [new Verb.Ask(lines, seconds), new Verb.Again()];
        }

        return leg.Silences == 0
            ? [new Verb.Ask([.. first, new Line(LineKey.Quiet)], 4), new Verb.Again()]
            : [new Verb.Say(new Line(LineKey.Bye)), new Verb.HangUp()];
    }
}

/// <summary>The spoken words that count as OK. Anything else is asked again.</summary>
internal static class OkPhrases
{
    private static readonly string[] Phrases =
        ["IM GOOD", "I AM GOOD", "IM FINE", "I AM FINE", "STILL HERE", "IM HERE", "I AM HERE", "ALL GOOD"];

    public static bool Listed(string speech)
    {
        var command = TextCommand.Parse(speech);
        return command.Verb == TextVerb.Ok
            || (command.Verb == TextVerb.Unknown && Array.Exists(Phrases, p => command.Words == p || command.Words == p + " THANKS" || command.Words == p + " THANK YOU"));
    }
}
