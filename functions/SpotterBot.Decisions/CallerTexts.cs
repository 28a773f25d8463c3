using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Decisions.Texts;

namespace SpotterBot.Decisions;

/// <summary>What the caller texts about their own session.</summary>
internal static class CallerTexts
{
    public static void Take(Turn turn, TextCommand command, string messageSid)
    {
        if (turn.Session.Texts == TextChannel.None && command.Verb != TextVerb.Stop)
        {
            // Thought a landline, and it texts.
            turn.Session = turn.Session with { Texts = TextChannel.Works, TellTextsGone = false };
            turn.Want(new Intent.NoteTextChannel(TextChannel.Works));
        }

        if (AnswersNothingNew(turn, command))
        {
            return;
        }

        var asked = turn.Session.Question;
        if (command.Verb is TextVerb.Ok or TextVerb.More or TextVerb.Done)
        {
            turn.Session = turn.Session with { LastUsedText = command.Words, LastUsedTextUtc = turn.Now };
        }

        var repeatsOk = command.Verb == TextVerb.Ok && !turn.CheckIn.IsOpen && !turn.InLadder && asked != OpenQuestion.InArea
            && turn.Now - turn.Session.LastOkUtc < turn.Timing.RepeatWindow;

        if (turn.Session.FinishWhenQuiet && command.Verb is TextVerb.Ok or TextVerb.More or TextVerb.Every or TextVerb.At or TextVerb.Person)
        {
            // Somebody who goes on is not finished after all.
            GoOn(turn);
        }

        switch (command.Verb)
        {
            case TextVerb.Ok:
                Ok(turn, asked);
                if (repeatsOk)
                {
                    // A machine that says OK to whatever it gets.
                    Idle(turn, IdleReplies.KnownMost);
                }

                break;
            case TextVerb.More:
                var said = CheckIns.More(turn, command.Number, null, out var minutes);
                turn.Answer = new Answer.Reply(new Line(said, minutes.Length > 0 ? [minutes] : []));
                if (said == LineKey.MoreTimeText)
                {
                    TellLine(turn, new Line(LineKey.MoreTimeGiven, minutes));
                }

                break;
            case TextVerb.Done:
                Done(turn);
                break;
            case TextVerb.HelpNow:
                WhereByText.TakeFromCry(turn, command, messageSid);
                Ladder.HelpNow(turn, null);
                break;
            case TextVerb.Person:
            case TextVerb.Debrief when turn.Session.Kind == SessionKind.Debrief:
                Ladder.PersonAsked(turn, null);
                break;
            case TextVerb.Debrief when !turn.CheckIn.IsOpen && !turn.InLadder:
                turn.Reply(LineKey.DebriefNotNowText);
                Idle(turn, IdleReplies.KnownMost);
                break;
            case TextVerb.Help:
                turn.Note(HistoryKind.Distress);
                CheckIns.CallNow(turn);
                turn.Reply(LineKey.DistressText);
                Idle(turn, IdleReplies.KnownMost);
                break;
            case TextVerb.NotOk when asked != OpenQuestion.None && command.IsPlainNo && !turn.CheckIn.IsOpen && !turn.InLadder:
                // A no to the question that was asked last, and nothing else is being asked.
                Skip(turn, asked);
                break;
            case TextVerb.NotOk:
                turn.Note(HistoryKind.Distress);
                CheckIns.CallNow(turn);
                turn.Reply(LineKey.NotOkText);
                Idle(turn, IdleReplies.KnownMost);
                break;
            case TextVerb.Stop:
                TextChannelLost(turn, TextChannel.OptedOut);
                break;
            case TextVerb.Start:
                TextChannelBack(turn);
                turn.Reply(LineKey.NotUnderstoodWatchedText, CheckIns.HowToAnswer(turn.Session));
                Idle(turn, IdleReplies.KnownMost);
                break;
            case TextVerb.At:
                var saved = WhereByText.SavedUnder(turn, command.Rest);
                WhereByText.Keep(turn, saved ?? Place.From(command.Rest), messageSid, isWhole: saved is not null);
                break;
            case TextVerb.Name:
                Name(turn, command.Rest);
                break;
            case TextVerb.Skip:
                Skip(turn, asked);
                break;
            case TextVerb.Where when turn.Session.BeganHidden:
                turn.Reply(LineKey.WhereNotHereText);
                break;
            case TextVerb.Where:
                if (MayAnswer(turn, IdleReplies.KnownMost))
                {
                    turn.TextCaller(turn.Session.Place is null ? LineKey.WhereNoneText : LineKey.WhereText, WhereByText.Spoken(turn.Session.Place));
                }

                break;
            case TextVerb.Save:
                Save(turn, command.Rest);
                break;
            case TextVerb.Every:
                Every(turn, command.Number);
                break;
            case TextVerb.First:
                First(turn, command.Rest);
                break;
            case TextVerb.How:
                turn.Reply(LineKey.HowText);
                Idle(turn, IdleReplies.KnownMost);
                break;
            case TextVerb.Forget:
                turn.Session = turn.Session with { ForgetWhenClosed = true };
                turn.Reply(LineKey.ForgetLaterText);
                break;
            case TextVerb.JustTalk:
                turn.Reply(Talks.Only(turn, byText: true));
                break;
            case TextVerb.Thanks when turn.Session.LastTook is not null && !turn.CheckIn.IsOpen && !turn.InLadder:
            case TextVerb.PassOn or TextVerb.Again when turn.Session.LastTook is not null:
                Afterwards(turn, command);
                break;
            case TextVerb.Thanks or TextVerb.PassOn when !turn.CheckIn.IsOpen && !turn.InLadder:
                turn.Reply(LineKey.ThanksNobodyText);
                Idle(turn, IdleReplies.KnownMost);
                break;
            case TextVerb.Spot when !turn.Session.Watched && !turn.Session.FinishWhenQuiet:
                Talks.Watch(turn, WhereByText.SavedUnder(turn, command.Rest) ?? Place.From(command.Rest), command.Number, messageSid);
                break;
            case TextVerb.Language:
                turn.Session = turn.Session with { Language = command.Rest };
                turn.Want(new Intent.NoteLanguage(command.Rest));
                turn.Reply(LineKey.LanguageText, command.Rest);
                break;
            case TextVerb.Spot:
                SpotAgain(turn, command, messageSid);
                break;
            case TextVerb.Same:
                turn.Session = turn.Session with { Question = OpenQuestion.None };
                GoOn(turn);
                turn.Reply(LineKey.SameText);
                break;
            case TextVerb.HelloLater when !LaterHello.CanBeAgreed(turn.Session):
                turn.Reply(LineKey.HelloNotHereText);
                Idle(turn, IdleReplies.KnownMost);
                break;
            case TextVerb.HelloLater or TextVerb.NoHello:
                LaterHello.Agree(turn, command.Verb == TextVerb.HelloLater);
                turn.Reply(command.Verb == TextVerb.HelloLater ? LineKey.HelloAgreedText : LineKey.HelloDeclinedText);
                Idle(turn, IdleReplies.KnownMost);
                break;
            case TextVerb.Change:
                turn.Reply(LineKey.AskRestText);
                Idle(turn, IdleReplies.KnownMost);
                break;
            default:
                Free(turn, command, asked, messageSid);
                break;
        }
    }

    /// <summary>What a caller texts about whoever took their call, during the session or after it.</summary>
    public static void Afterwards(Turn turn, TextCommand command)
    {
        switch (command.Verb)
        {
            case TextVerb.Thanks:
                Decisions.Afterwards.Thanked(turn, command.Rest);
                break;
            case TextVerb.PassOn:
                Decisions.Afterwards.PassOn(turn);
                break;
            default:
                Ties.CallerWants(turn);
                break;
        }
    }

    /// <summary>Texts cannot reach the caller's phone any more: spotted by call, at once, and whoever is on the case is told.</summary>
    public static void TextChannelLost(Turn turn, TextChannel channel)
    {
        if (turn.Session.Texts == channel)
        {
            return;
        }

        turn.Note(HistoryKind.TextChannelLost, ("channel", channel));
        turn.Session = turn.Session with
        {
            Texts = channel,
            TellTextsGone = true,
            Mode = turn.Session.Mode == Mode.TextMe ? Mode.CallMe : turn.Session.Mode,
            OffLineMode = Mode.CallMe,
            Pending = turn.Session.Pending.RemoveAll(p => p is { ClaimedUntilUtc: null, Intent: Intent.SendText { To.Kind: PartyKind.Caller } }),
        };
        turn.Want(new Intent.NoteTextChannel(channel));
        Room.TellOwner(turn, LineKey.CallerTextsGone);
        CheckIns.CallNow(turn);
    }

    /// <summary>The phone lets our texts through again: whoever was spotted by text before is again.</summary>
    private static void TextChannelBack(Turn turn)
    {
        if (turn.Session.Texts == TextChannel.OptedOut && turn.Session.Mode == Mode.CallMe)
        {
            turn.Session = turn.Session with { Mode = Mode.TextMe, OffLineMode = Mode.TextMe };
        }

        turn.Session = turn.Session with { Texts = TextChannel.Works };
        turn.Want(new Intent.NoteTextChannel(TextChannel.Works));
    }

    /// <summary>Somebody who said they were finished, while others are still being told, wants to be watched again.</summary>
    private static void GoOn(Turn turn)
    {
        if (turn.Session.FinishWhenQuiet)
        {
            turn.Session = turn.Session with { FinishWhenQuiet = false };
            CheckIns.Restart(turn);
        }
    }

    /// <summary>What was texted while they are on the line is heard on the line.</summary>
    internal static void TellLine(Turn turn, Line line)
    {
        foreach (var leg in turn.Session.CallerLegs.Where(l => l is { Own: true, CanHear: true, InRoom: false, HasPerson: true }).ToList())
        {
            // What else there is to say, that a recording was deleted, say, follows.
            turn.Put(leg with { SayFirst = [line, .. leg.SayFirst] });
            Legs.Redirect(turn, leg);
        }
    }

    /// <summary>Too soon after the check-in to be an answer to it, or the double of a text already used.</summary>
    private static bool AnswersNothingNew(Turn turn, TextCommand command)
    {
        if (command.Verb is not (TextVerb.Ok or TextVerb.More or TextVerb.Done))
        {
            return false;
        }

        var checkIn = turn.CheckIn;
        var need = checkIn.IsOpen || turn.InLadder;
        if (need && turn.Session.LastUsedText == command.Words && turn.Now - turn.Session.LastUsedTextUtc < turn.Timing.RepeatWindow)
        {
            turn.Note(HistoryKind.TextAnsweredNothing, ("why", "repeat"));
            CheckIns.CallNow(turn);
            turn.Reply(LineKey.RepeatedText);
            Idle(turn, IdleReplies.KnownMost);
            return true;
        }

        // Being finished is no answer to a check-in: it is taken whenever it comes.
        if (command.Verb != TextVerb.Done && checkIn is { IsOpen: true, AskedUtc: { } asked } && turn.Now - asked < turn.Timing.EarliestReply)
        {
            turn.Note(HistoryKind.TextAnsweredNothing, ("why", "early"));
            turn.Reply(LineKey.CrossedText, CheckIns.HowToAnswer(turn.Session));
            Idle(turn, IdleReplies.KnownMost);
            return true;
        }

        return false;
    }

    private static void Ok(Turn turn, OpenQuestion asked)
    {
        if (turn.InLadder)
        {
            var confirmed = turn.Incident!.Ems.MayCome;
            StandingDown.ByCaller(turn, null);
            turn.Reply(confirmed ? LineKey.EmsConfirmedOkText : LineKey.StoodDownText);
            return;
        }

        if (asked == OpenQuestion.InArea && !turn.CheckIn.IsOpen && turn.Session.Place is { } place)
        {
            turn.Session = turn.Session with { Place = place with { AreaConfirmed = true } };
            WhereByText.SayBack(turn);
            CheckIns.Answered(turn, null);
            return;
        }

        turn.Session = turn.Session with { Watched = true };
        CheckIns.Answered(turn, null);
        turn.Reply(LineKey.OkText, CheckIns.MinutesToNext(turn));
    }

    private static void Done(Turn turn)
    {
        if (turn.InLadder)
        {
            var confirmed = turn.Incident!.Ems.MayCome;
            turn.Session = turn.Session with { FinishAfterOk = true };
            StandingDown.ByCaller(turn, null);
            turn.Reply(confirmed ? LineKey.EmsConfirmedOkText : LineKey.DoneStoodDownText);
            return;
        }

        turn.Session = turn.Session with { FinishWhenQuiet = true };
        turn.Reply(LineKey.DoneText);
    }

    private static void Skip(Turn turn, OpenQuestion asked)
    {
        switch (asked)
        {
            case OpenQuestion.Where:
                turn.Session = turn.Session with { Question = OpenQuestion.Rest };
                turn.Reply(LineKey.NoPlaceText);
                break;
            case OpenQuestion.WhichTown:
                turn.Session = turn.Session with { Question = OpenQuestion.Rest };
                turn.TextCaller(turn.Area.Area is null ? LineKey.PlaceNoEmsText : LineKey.PlaceKeptText, WhereByText.Spoken(turn.Session.Place));
                break;
            default:
                turn.Session = turn.Session with { Question = OpenQuestion.None };
                turn.Reply(LineKey.SkippedText);
                break;
        }
    }

    private static void Save(Turn turn, string word)
    {
        word = word.Trim().ToLowerInvariant();
        if (turn.Session.BeganHidden)
        {
            turn.Reply(LineKey.WhereNotHereText);
            return;
        }

        if (turn.Session.Place is null || word.Length is 0 or > 20)
        {
            turn.Reply(LineKey.SaveNothingText);
            return;
        }

        turn.Want(new Intent.Keep(word));
        Questions.Settle(turn, Topic.Keep);
        turn.Reply(LineKey.SavedText, word);
    }

    private static void Every(Turn turn, int? minutes)
    {
        if (minutes is not (>= 1 and <= Rhythm.MinutesMost))
        {
            turn.Reply(LineKey.EveryRangeText);
            return;
        }

        Rhythm.Every(turn, minutes.Value);
        turn.Reply(LineKey.EveryText, minutes.Value.ToString());
        TellLine(turn, new Line(LineKey.EveryChanged, minutes.Value.ToString()));
    }

    private static void First(Turn turn, string words)
    {
        var number = Numbers.E164(words);
        var wish = TextCommand.Parse(words).Words;
        if (wish is "CREW" or "EMS" or "AMBULANCE")
        {
            turn.Session = ChosenFirst.Without(turn.Session, LadderOrder.EmsAtOnce);
            turn.Reply(LineKey.FirstCrewText);
            TellLine(turn, new Line(LineKey.EmsAtOnce));
        }
        else if (wish is "PEER" or "PEERS")
        {
            turn.Session = ChosenFirst.Without(turn.Session, LadderOrder.PeersThenEms);
            turn.Reply(LineKey.FirstPeersText);
            TellLine(turn, new Line(LineKey.EmsLater));
        }
        else if (words.Length == 0 && turn.Session.ChosenNumber is not null)
        {
            Consents.Reply(turn);
        }
        else if (number is null)
        {
            turn.Reply(LineKey.FirstBadText);
        }
        else if (ChosenFirst.IsBeingRung(turn))
        {
            turn.Reply(LineKey.MoreTimeNotNowText);
        }
        else if (ChosenFirst.Refuses(turn, number))
        {
            turn.Reply(LineKey.FirstRefusedText);
        }
        else
        {
            turn.Answer = new Answer.Reply(ChosenFirst.Kept(turn.Session, LineKey.FirstText));
            TellLine(turn, ChosenFirst.Kept(turn.Session, LineKey.FirstKept));
            ChosenFirst.Name(turn, number);
        }
    }

    private static void Name(Turn turn, string words)
    {
        if (SpokenAnswer.Name(words) is not { } name)
        {
            turn.Reply(LineKey.NameBadText);
            return;
        }

        turn.Session = turn.Session with { Handle = name };
        Questions.AnsweredByText(turn, Topic.Name);
        turn.Reply(LineKey.NameText, name);
        TellLine(turn, new Line(LineKey.NameKept, name));
    }

    private static void SpotAgain(Turn turn, TextCommand command, string messageSid)
    {
        turn.Session = turn.Session with { Question = OpenQuestion.SameOrSecond };
        if (command.Rest.Length > 0)
        {
            WhereByText.MayHoldPlace(turn, messageSid);
        }

        turn.Reply(LineKey.SameOrSecondText);
        Idle(turn, IdleReplies.KnownMost);
    }

    /// <summary>The answer is left out where an hour had too many of its kind.</summary>
    private static void Idle(Turn turn, int most)
    {
        if (!MayAnswer(turn, most))
        {
            turn.Answer = Answer.None;
        }
    }

    private static bool MayAnswer(Turn turn, int most)
    {
        var (answered, next) = turn.Session.Idle.Another(most, turn.Now);
        turn.Session = turn.Session with { Idle = next };
        return answered;
    }

    /// <summary>Somebody who is being asked and cannot type is told what to press, once in each check-in whatever went before.</summary>
    private static void Unclear(Turn turn)
    {
        var owed = turn.CheckIn is { IsOpen: true, UnclearAnswered: false };
        if (owed)
        {
            turn.CheckIn = turn.CheckIn with { UnclearAnswered = true };
        }

        if (!MayAnswer(turn, turn.InLadder ? IdleReplies.KnownMost : IdleReplies.UnclearMost) && !owed)
        {
            turn.Answer = Answer.None;
        }
    }

    /// <summary>Free words answer the question that is open, if they can; else one helpful line.</summary>
    private static void Free(Turn turn, TextCommand command, OpenQuestion asked, string messageSid)
    {
        if (WhereByText.Answers(turn, command.Rest.Trim(), asked, messageSid))
        {
            return;
        }

        // Whatever it is, it may hold the place: its copy is erased with it.
        WhereByText.MayHoldPlace(turn, messageSid);
        turn.Reply(LineKey.NotUnderstoodWatchedText, CheckIns.HowToAnswer(turn.Session));
        Unclear(turn);
    }
}
