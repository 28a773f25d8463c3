using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>What the caller's own line hears, and what its keys and words mean.</summary>
internal static class CallerLine
{
    private const int QuietSecondsMost = 50;

    /// <summary>The check-in cuts the quiet short; both ending in one instant would cut each other, and a key with them.</summary>
    private const int QuietPastDueSeconds = 3;

    /// <summary>Once through the calm tone.</summary>
    private const int ToneSeconds = 10;

    /// <summary>The rest of a number that was being keyed is over when nothing more comes for this long.</summary>
    private const int RestOfNumberSeconds = 2;

    private const int WaitsForPersonSeconds = 8;

    /// <summary>Nobody is checking on them: told again after so long, and after so many times in silence the watch begins.</summary>
    private const int UnwatchedSeconds = 20;

    private const int UnwatchedSilencesMost = 3;

    /// <summary>The line asks for its document: what was keyed is taken in, then it hears how things stand.</summary>
    public static void Hears(Turn turn, Leg leg, Happening.LegAsks asks)
    {
        if (asks.Left && leg.SayFirst.IsEmpty && Room.Returning(turn, leg) is { } returning)
        {
            leg = turn.Put(leg with { SayFirst = [returning] });
        }

        // A leg that asks is not in the room, whatever took it out.
        var asked = leg.Asked;
        var keyed = asks.Keys is { Length: > 0 };
        var wasCutShort = leg.CutShort;
        var cutShort = Questions.IsNumberEntry(asked) && !keyed && !asks.Silent && asks.Speech is null;
        leg = turn.Put(leg with { InRoom = false, Asked = Asked.Nothing, Silences = asks.Silent ? leg.Silences + 1 : 0, Keyed = leg.Keyed || keyed, CutShort = cutShort });
        if (keyed && wasCutShort && (asks.Keys!.Length > 1 || asks.Closed))
        {
            // The rest of the number: it answers nothing that was asked since.
            turn.Put(leg with { Asked = asked });
        }
        else if (!leg.Own)
        {
            CodeLine.Hears(turn, leg, asked, asks);
        }
        else if (asks.RecordingSid is { } recording)
        {
            OwnWordsByVoice.Brought(turn, leg, recording, asks.Step, asks.Keys);
            if (asks.Keys is "0" or "5" or "7" or "9")
            {
                Key(turn, turn.Fresh(leg), Asked.Nothing, asks.Keys, asks.CheckIn);
            }
        }
        else if (keyed)
        {
            Key(turn, leg, asked, asks.Keys!, asks.CheckIn, asks.Closed);
        }
        else if (asks.Speech is { Length: > 0 } speech)
        {
            Said(turn, leg, asked, speech, asks.Confidence, asks.CheckIn);
        }
        else if (asks.Silent)
        {
            Silent(turn, leg, asked);
        }
    }

    /// <summary>What the line hears now.</summary>
    public static ImmutableArray<Verb> Script(Turn turn, Leg leg)
    {
        var verbs = Says(turn, leg);
        return turn.Fresh(leg).CutShort
            ? [.. verbs.Select(v => v is Verb.Ask { Digits: 1 } ask ? ask with { Digits = 0, Seconds = Math.Min(ask.Seconds, RestOfNumberSeconds) } : v)]
            : verbs;
    }

    private static ImmutableArray<Verb> Says(Turn turn, Leg leg)
    {
        leg = turn.Fresh(leg);
        var first = leg.SayFirst;
        leg = turn.Put(leg with { SayFirst = [] });
        var session = turn.Session;
        if (!session.Open || session.FinishWhenQuiet)
        {
            return (session.Open ? null : ThanksByVoice.Says(turn, leg, first)) ?? [new Verb.Ask([.. first, new Line(LineKey.Bye)], 1), new Verb.HangUp()];
        }

        if (leg.Asked is Asked.ConfirmOk or Asked.FirstAid)
        {
            return [new Verb.Ask(first, 6), new Verb.Again()];
        }

        if (session.Incident?.Owner is { LegId: { } ownerLeg } && session.Leg(ownerLeg) is { State: LegState.Answered, Confirmed: true } owner
            && (session.Incident.Phase == Phase.Reaching || leg.InRoom || owner.InRoom))
        {
            return Joining(turn, leg, owner, first);
        }

        if (!leg.Own)
        {
            return CodeLine.Says(turn, leg, first);
        }

        // A check-in is short, whatever else there is to say: the reason for the call follows the answer.
        if (session.TellTextsGone && !session.CheckIn.IsOpen)
        {
            turn.Session = turn.Session with { TellTextsGone = false };
            first = [.. first, new Line(LineKey.TextsGoneCall)];
        }

        first = Threats.ToSay(turn) is { } threat ? [.. first, threat] : first;
        return turn.InLadder ? WhileReaching(turn, leg, first)
            : session.CheckIn.IsOpen ? CheckIn(turn, leg, first)
            : Questions.Put(turn, leg, first) ?? Between(turn, leg, [.. first, .. Questions.Plan(turn, leg)]);
    }

    /// <summary>
    /// A person has it. Keys mean nothing in a room, so that the line goes into it once they are there: until then it waits where a 9 is heard, and their
    /// own way into the room fetches it.
    /// </summary>
    private static ImmutableArray<Verb> Joining(Turn turn, Leg leg, Leg owner, ImmutableArray<Line> first)
    {
        // Who only comes back to them hears that, and no second welcome.
        var known = leg.ToldOfLegId == owner.Id;
        if (!owner.InRoom)
        {
            turn.Put(leg with { ToldOfLegId = owner.Id, Asked = Asked.Quiet });
            ImmutableArray<Line> lines = !known ? [.. first, new Line(LineKey.PersonHere)]
                : first.IsEmpty ? [new Line(LineKey.WaitingForPerson)] : first;
            return [new Verb.Ask(lines, WaitsForPersonSeconds), new Verb.Again()];
        }

        turn.Put(leg with { ToldOfLegId = owner.Id, InRoom = true, InRoomSeen = false });
        ImmutableArray<Line> said = known ? first : [.. first, new Line(LineKey.PersonHere)];
        ImmutableArray<Verb> asked = said.IsEmpty ? [] : [new Verb.Ask(said, 1)];
        return [.. asked, new Verb.Join(turn.Incident!.Room, EndOnExit: false, StarMenu: false, Waiting: new Line(LineKey.WaitingForPerson))];
    }

    /// <summary>The caller's line is over: the mode changes, the clock never does.</summary>
    public static void Ended(Turn turn, Leg leg, bool wasAnswered)
    {
        var session = turn.Session;
        if (!session.Open)
        {
            ThanksByVoice.Over(turn, leg);
            return;
        }

        if (!wasAnswered)
        {
            Case.CallerNotReached(turn, leg);
        }
        else if (leg.Own && turn.Session.OwnLegs.All(l => l.State != LegState.Answered))
        {
            Questions.LineGone(turn);
        }

        session = turn.Session;

        if (session.FinishWhenQuiet)
        {
            return;
        }

        if (!session.Watched)
        {
            turn.Session = session with { FinishWhenQuiet = wasAnswered && !session.CallerLegs.Any() };
            return;
        }

        var onTheLine = leg.Own && session.Mode == Mode.OnTheLine && !session.OwnLegs.Any();
        if (onTheLine)
        {
            HungUp(turn);
        }
        else if (session.CheckIn.IsOpen && (leg.End == LegEnd.Lost || leg.PlacedUtc < session.CheckIn.Away?.UntilUtc
            || (leg.End is LegEnd.Busy or LegEnd.Failed or LegEnd.Invalid && session.CheckIn.Stage == CheckInStage.Asked)))
        {
            CheckIns.CallNow(turn);
        }
    }

    private static void HungUp(Turn turn)
    {
        turn.Note(HistoryKind.LineDropped);
        turn.Session = turn.Session with { Mode = turn.Session.OffLineMode, DroppedUtc = turn.Now };
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

    public static void Key(Turn turn, Leg leg, Asked asked, string keys, int checkIn, bool closed = false)
    {
        switch (asked)
        {
            case Asked.ConfirmOk when keys == "1" && turn.InLadder && turn.Now < leg.OkDoubtedUtc + Timing.SecondOne:
                AskConfirm(turn, leg);
                return;
            case Asked.ConfirmOk when keys == "1" && turn.InLadder:
                StandingDown.ByCaller(turn, leg);
                return;
            case Asked.FirstAid when keys == "5":
                FirstAid(turn, leg);
                return;
        }

        if (Questions.Key(turn, leg, asked, keys, closed))
        {
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
            case "3" when !turn.InLadder:
                ChangeMenu.Begin(turn, leg);
                break;
            case "4":
                First(turn, leg, LineKey.SkippedSpoken);
                break;
            case "5":
                FirstAid(turn, turn.Fresh(leg) with { FirstAidStep = 0 });
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
        if (turn.InLadder && turn.Now < leg.HelpKeyedUtc + Timing.NineOneOne)
        {
            First(turn, leg, Ladder.HelpLine(turn));
            return;
        }

        if (turn.InLadder)
        {
            Doubt(turn, leg);
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
        if (Beginnings.Limit(turn) is { IsEmpty: false } limit)
        {
            Questions.Say(turn, leg, limit);
            return;
        }

        First(turn, leg, turn.Session.Quiet ? LineKey.OkQuiet : LineKey.Ok, turn.Session.Quiet ? "" : CheckIns.MinutesToNext(turn));
    }

    private static void Finish(Turn turn, Leg leg)
    {
        turn.Session = turn.Session with { FinishWhenQuiet = !turn.InLadder, FinishAfterOk = turn.InLadder };
        if (turn.InLadder)
        {
            Doubt(turn, leg);
        }
    }

    /// <summary>Somebody else may have found the phone: asked once more.</summary>
    private static void Doubt(Turn turn, Leg leg)
    {
        turn.Note(HistoryKind.OkConfirmAsked, ("leg", leg.Id));
        AskConfirm(turn, leg with { OkDoubtedUtc = turn.Now });
    }

    private static void AskConfirm(Turn turn, Leg leg) =>
        turn.Put(leg with { Asked = Asked.ConfirmOk, SayFirst = [new Line(LineKey.ConfirmOk, turn.Session.Handle ?? "")] });

    /// <summary>
    /// Words answer the question that was asked. They count as OK only on a call the caller placed, only when listed, and never against a ladder;
    /// whatever else is said during a check-in may be a television, so that from then on this check-in wants a key.
    /// </summary>
    private static void Said(Turn turn, Leg leg, Asked asked, string speech, double? confidence, int checkIn)
    {
        if (turn.Reaching is { IsHelpNow: true } && asked == Asked.Where)
        {
            WhereByVoice.SaidInNeed(turn, leg, speech);
        }
        else if (asked == Asked.Change && !turn.InLadder && ChangeMenu.IsChoice(turn, speech))
        {
            ChangeMenu.Said(turn, leg, speech);
        }
        else if (asked != Asked.CheckIn && !turn.InLadder && SpokenAnswer.IsCry(speech))
        {
            Cried(turn, leg);
        }
        else if (!turn.InLadder && Questions.Said(turn, leg, asked, speech))
        {
            return;
        }
        else if (leg.Purpose == LegPurpose.Inbound && !turn.InLadder && OkPhrases.Listed(speech, confidence))
        {
            Ok(turn, leg, checkIn);
        }
        else if (asked == Asked.CheckIn || turn.InLadder)
        {
            turn.Put(leg with { KeysOnlyFor = turn.CheckIn.Number });
            First(turn, leg, SpokenAnswer.IsCry(speech) ? LineKey.HeardHelp : LineKey.AskKey);
        }
        else
        {
            First(turn, leg, LineKey.NotCaught);
        }
    }

    /// <summary>"Help" was heard between check-ins: nobody knows who said it, so that the check-in comes now.</summary>
    public static void Cried(Turn turn, Leg leg)
    {
        turn.Note(HistoryKind.Distress);
        turn.Put(leg with { KeysOnlyFor = turn.CheckIn.Number });
        First(turn, leg, LineKey.HeardHelp);
        CheckIns.CallNow(turn);
    }

    private static void Silent(Turn turn, Leg leg, Asked asked)
    {
        if (asked == Asked.RecordNow || asked == Asked.Recording)
        {
            // Nothing was said after the tone.
            Questions.Done(turn, leg, Topic.OwnWords, [new Line(LineKey.NotRecorded)]);
        }
        else if (turn.Session is { Open: true, Watched: false, FinishWhenQuiet: false } && turn.Reaching is null && leg.Silences >= UnwatchedSilencesMost)
        {
            // They wanted somebody with them, nobody is, and nothing is heard of them on an open line.
            turn.Session = turn.Session with { Watched = true, Mode = Mode.OnTheLine };
            CheckIns.Restart(turn);
            Questions.Say(turn, leg, [new Line(LineKey.WatchBegins), .. Beginnings.Limit(turn)]);
        }
        else
        {
            Questions.Silent(turn, leg, asked);
        }
    }

    public static void FirstAid(Turn turn, Leg leg)
    {
        LineKey[] steps = [LineKey.FirstAid1, LineKey.FirstAid2, LineKey.FirstAid3, LineKey.FirstAid4, LineKey.FirstAid5, LineKey.FirstAid6];
        var step = leg.FirstAidStep % steps.Length;
        turn.Put(leg with { Asked = Asked.FirstAid, FirstAidStep = step + 1, SayFirst = [new Line(steps[step])] });
    }

    private static void First(Turn turn, Leg leg, LineKey key, params string[] args) =>
        Questions.Say(turn, leg, [new Line(key, [.. args.Where(a => a.Length > 0)])]);

    private static ImmutableArray<Verb> WhileReaching(Turn turn, Leg leg, ImmutableArray<Line> first)
    {
        var ems = turn.Incident!.Ems;
        if (turn.Incident.IsHelpNow && leg is { HasPerson: true } && leg.Silences % 2 == 0 && (turn.Session.Place is null or { Unconfirmed: true } || turn.Session.OnLine.Elsewhere || WhereByVoice.TownAlone(turn)))
        {
            // Somebody asked for help and nobody can be sent anywhere, or perhaps to the wrong place: where they are comes before everything.
            var town = turn.Area.City ?? turn.Session.Place?.Town ?? turn.Area.Area?.Name ?? "";
            var where = WhereByVoice.LeadsNowhere(turn) || turn.Session.OnLine.Elsewhere ? new Line(LineKey.AskWhereNow)
                : WhereByVoice.TownAlone(turn) ? new Line(LineKey.AskStreetNow, town)
                : new Line(LineKey.AskWhereElse, town);
            turn.Put(leg with { Asked = Asked.Where });
            return [new Verb.Ask([.. first, where], 8, Listens: Listens.Sentence), new Verb.Again()];
        }

        var how = ems.ConfirmedUtc is not null ? new Line(LineKey.EmsIsComing)
            : ems.Wanted ? new Line(LineKey.EmsBeingReached, Threats.IsBotOnly(turn) ? "alone" : "")
            : new Line(LineKey.PeopleBeingReached);
        turn.Put(leg with { Asked = Asked.CheckIn });

        // Who does not answer may hear: every second time it is calm words instead of keys, and the keys come again after them.
        LineKey[] calm = [LineKey.Reassure1, LineKey.Reassure2, LineKey.Reassure3];
        var said = leg.Silences % 2 == 1 ? new Line(calm[leg.Silences / 2 % calm.Length]) : how;
        return [new Verb.Ask([.. first, said], 8), new Verb.Again()];
    }

    /// <summary>Short: who answers at once hears no more than that, who does not hears their keys next. What was said is answered with what is needed, and nothing else.</summary>
    private static ImmutableArray<Verb> CheckIn(Turn turn, Leg leg, ImmutableArray<Line> first)
    {
        var louder = turn.CheckIn.Stage == CheckInStage.Louder;
        var keysOnly = leg.KeysOnlyFor == turn.CheckIn.Number;
        var prompt = turn.CheckIn.Away is { } away
            ? new Line(LineKey.CheckInAway, turn.Session.CalledOut, Turn.Whole(away.Length))
            : new Line(louder ? LineKey.CheckInLouder : LineKey.CheckIn, turn.Session.CalledOut);

        // The silence before it fell due was no silence to it.
        leg = turn.Put(leg with { Asked = Asked.CheckIn, Silences = turn.CheckIn.AskedUtc == turn.Now || turn.CheckIn.LouderUtc == turn.Now ? 0 : leg.Silences });
        var keys = leg.Silences % 2 == 1 && (louder || !turn.Session.Quiet);
        ImmutableArray<Line> lines = first.Any(l => l.Key is LineKey.AskKey or LineKey.HeardHelp) ? first
            : [.. first, keys ? new Line(LineKey.CheckInKeys) : prompt];
        return [new Verb.Ask(lines, 4, Listens: leg.Purpose == LegPurpose.Inbound && !keysOnly ? Listens.Phrase : Listens.Keys), new Verb.Again()];
    }

    /// <summary>Nothing is due: on the line it is quiet; a line we placed is let go.</summary>
    private static ImmutableArray<Verb> Between(Turn turn, Leg leg, ImmutableArray<Line> first)
    {
        turn.Put(leg with { Asked = Asked.Quiet });
        var personComing = turn.Reaching is not null;
        if (!turn.Session.Watched && !personComing)
        {
            return [new Verb.Ask([.. first, new Line(LineKey.NotWatching)], UnwatchedSeconds), new Verb.Again()];
        }

        if (turn.Session.Mode == Mode.OnTheLine || personComing)
        {
            var toNext = turn.CheckIn.DueUtc is { } due ? (int)Math.Ceiling((due - turn.Now).TotalSeconds) + QuietPastDueSeconds : QuietSecondsMost;
            var seconds = Math.Clamp(personComing ? Math.Min(toNext, 20) : toNext, 1, QuietSecondsMost);
            ImmutableArray<Line> lines = personComing && first.IsEmpty ? [new Line(LineKey.OneMoment)] : first;
            return turn.Session.Tone && !personComing && seconds > ToneSeconds
                ? [new Verb.Ask([.. lines, new Line(LineKey.CalmTone, ((seconds - 1) / ToneSeconds).ToString())], Math.Max(1, seconds % ToneSeconds)), new Verb.Again()]
                : [new Verb.Ask(lines, seconds), new Verb.Again()];
        }

        return leg.Silences == 0
            ? [new Verb.Ask([.. first, new Line(LineKey.Quiet)], 4), new Verb.Again()]
            : [new Verb.Ask([new Line(LineKey.Bye)], 1), new Verb.HangUp()];
    }
}
