using System.Collections.Immutable;
using SpotterBot.Decisions.Places;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// What the caller is asked on their line, while the watch runs: one thing at a time, each with its reason and each to be skipped with a 4.
/// A check-in comes first; the question it interrupted is asked again. Two silences end them all.
/// </summary>
internal static class Questions
{
    private const int SilencesMost = 2;

    /// <summary>Whether this line may be asked anything now. What waits for an answer may hold the place: only a person hears it again.</summary>
    private static bool MayBeAsked(Turn turn, Leg leg) =>
        turn.Session.Watched && turn.Reaching is null
        && (turn.Session.OnLine.Open == Asked.Nothing
            ? leg is { Own: true, Purpose: LegPurpose.Inbound } && turn.Session.Mode == Mode.OnTheLine
            : leg is { Own: true, HasPerson: true });

    /// <summary>The menu of things to change, and what follows from it, waits for no watch: somebody who only talks may change something, too.</summary>
    private static bool MayChange(Turn turn, Leg leg) => leg is { Own: true, HasPerson: true } && turn.Session.OnLine.Open != Asked.Nothing && !turn.InLadder;

    /// <summary>The question that waits, or the next that is asked unasked; null where there is none.</summary>
    public static ImmutableArray<Verb>? Put(Turn turn, Leg leg, ImmutableArray<Line> first)
    {
        if (!MayBeAsked(turn, leg) && !MayChange(turn, leg))
        {
            return null;
        }

        if (turn.Session.OnLine.Open == Asked.Nothing)
        {
            Open(turn, Next(turn.Session));
        }

        var open = turn.Session.OnLine.Open;
        if (open == Asked.Nothing)
        {
            return null;
        }

        leg = turn.Put(turn.Fresh(leg) with { Asked = open });
        return open switch
        {
            Asked.RecordNow or Asked.Recording => OwnWordsByVoice.Put(turn, leg, open, first),
            _ => [Ask(turn, leg, open, first), new Verb.Again()],
        };
    }

    /// <summary>What will happen if they stop answering, and the keys they have: said once, when nothing is asked any more.</summary>
    public static ImmutableArray<Line> Plan(Turn turn, Leg leg)
    {
        if (turn.Session.OnLine.Has(Topic.Plan) || !MayBeAsked(turn, leg))
        {
            return [];
        }

        Settle(turn, Topic.Plan);
        var ems = turn.Session.Place is null ? "noplace" : turn.Area.Area is not { } area ? "noline" : area.PersonPlaces ? "byperson" : "ems";
        var people = !Ringing.AnyPeer(turn) || Threats.IsBotOnly(turn) ? "nobody" : "peers";
        return [new Line(LineKey.Plan, turn.Session.Order.ToString(), people, ems, turn.Session.Consent.ToString()), new Line(LineKey.PlanKeys, Spelled(turn.Session.Code))];
    }

    /// <summary>A key that answers what was asked. False: it means what it always means.</summary>
    /// <param name="closed">It was closed by the pound key.</param>
    /// <param name="pressed">False: it stands for words, which show nobody.</param>
    public static bool Key(Turn turn, Leg leg, Asked asked, string keys, bool closed = false, bool pressed = true)
    {
        if (turn.InLadder)
        {
            return false;
        }

        if (IsNumberEntry(asked))
        {
            return NumberEntry.Take(turn, leg, asked, keys, closed);
        }

        if (keys == "1" && pressed && IsQuestion(asked))
        {
            // 1 is "I'm OK", "yes" and "start" at once: who answers a question with it has also been heard from.
            CheckIns.HeardFrom(turn, leg);
        }

        return (asked, keys) switch
        {
            (Asked.Where or Asked.Name or Asked.WhichTown, "1") => true,
            (Asked.Where, "4") => WhereByVoice.Skip(turn, leg),
            (Asked.PlaceRight, "1") => WhereByVoice.Right(turn, leg),
            (Asked.PlaceRight, "3") => Open(turn, Asked.HouseNumber),
            (Asked.PlaceRight, "4") => WhereByVoice.LeaveOut(turn, leg),
            (Asked.WhichTown, "4") => WhereByVoice.NoTown(turn),
            (Asked.InArea, "1" or "4") => WhereByVoice.InArea(turn, leg, keys == "1"),
            (Asked.OwnWords, "1") => Open(turn, Asked.RecordNow),
            (Asked.OwnWords, "4") => Skipped(turn, leg, Topic.OwnWords),
            (Asked.RecordNow or Asked.Recording, "4") => OwnWordsByVoice.LeaveOut(turn, leg),
            (Asked.RecordNow or Asked.Recording, not ("0" or "5" or "7" or "9")) => Open(turn, Asked.Recording),
            (Asked.Name, "4") => Skipped(turn, leg, Topic.Name),
            (Asked.Keep, "1") => KeepIt(turn, leg),
            (Asked.Keep, "4") => Skipped(turn, leg, Topic.Keep),
            (Asked.CallbackRight or Asked.FirstRight, "1" or "4") => NumberEntry.Right(turn, leg, asked, keys == "1"),
            (Asked.Change, "1" or "3" or "4") => ChangeMenu.Key(turn, leg, keys),
            _ => false,
        };
    }

    /// <summary>Words that answer what was asked. False: nothing was asked that words can answer.</summary>
    public static bool Said(Turn turn, Leg leg, Asked asked, string speech)
    {
        switch (asked)
        {
            case Asked.Where:
                WhereByVoice.Said(turn, leg, speech);
                return true;
            case Asked.PlaceRight:
                WhereByVoice.Corrected(turn, leg, speech);
                return true;
            case Asked.WhichTown:
                WhereByVoice.TownSaid(turn, leg, speech);
                return true;
            case Asked.Name when SpokenAnswer.Skips(speech):
                return Skipped(turn, leg, Topic.Name);
            case Asked.Name:
                NameSaid(turn, leg, speech);
                return true;
            case Asked.Change:
                return ChangeMenu.Said(turn, leg, speech);
            case Asked.OwnWords when OwnWordsByVoice.Said(turn, leg, speech):
                return true;
            case Asked.InArea or Asked.OwnWords or Asked.Keep or Asked.CallbackRight or Asked.FirstRight:
                var key = SpokenAnswer.IsYes(speech) ? "1" : SpokenAnswer.Skips(speech) ? "4" : "";
                return key.Length > 0 && Key(turn, leg, asked, key, pressed: false);
            default:
                return false;
        }
    }

    /// <summary>Nothing came. Asked once more; then it is let go, and what else would have been asked with it.</summary>
    public static void Silent(Turn turn, Leg leg, Asked asked)
    {
        if (leg.AskedBack is { } doubtful && doubtful != "7" && IsNumberEntry(asked))
        {
            // A nine that may have been a cry, and nothing after it: the check-in comes now.
            CallerLine.Cried(turn, turn.Put(leg with { AskedBack = null }));
            return;
        }

        if (!IsQuestion(asked) || leg.Silences < SilencesMost)
        {
            return;
        }

        var questions = turn.Session.OnLine;
        turn.Session = turn.Session with
        {
            OnLine = questions with
            {
                Open = Asked.Nothing,
                Settled = [.. questions.Settled.Union([Topic.Callback, Topic.Place, Topic.OwnWords, Topic.Name, Topic.Keep])],
                Number = null,
                Candidate = null,
            },
        };
        turn.Session = turn.Session with { Question = OpenQuestion.None };
        turn.Put(turn.Fresh(leg) with { AskedBack = null });
    }

    /// <summary>The line is gone: what was being asked is not read out to whoever picks up next.</summary>
    public static void LineGone(Turn turn)
    {
        Open(turn, Asked.Nothing);
        turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Candidate = null, Number = null } };
    }

    /// <summary>It was answered by text: it is not asked on the line any more.</summary>
    public static void AnsweredByText(Turn turn, Topic topic)
    {
        Settle(turn, topic);
        var open = turn.Session.OnLine.Open;
        if (topic == Topic.Place ? open is Asked.Where or Asked.PlaceRight or Asked.WhichTown or Asked.InArea or Asked.HouseNumber : open == Asked.Name)
        {
            turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Open = Asked.Nothing, Unclear = 0 } };
        }
    }

    /// <summary>Asks this from now on; true, so that it can close a row of a table.</summary>
    public static bool Open(Turn turn, Asked asked)
    {
        turn.Session = turn.Session with
        {
            OnLine = turn.Session.OnLine with { Open = asked, Unclear = asked == turn.Session.OnLine.Open ? turn.Session.OnLine.Unclear : 0 },
            Question = asked switch
            {
                // The same question may be answered by text.
                Asked.Where => OpenQuestion.Where,
                Asked.WhichTown => OpenQuestion.WhichTown,
                Asked.InArea => OpenQuestion.InArea,
                _ => turn.Session.Question is OpenQuestion.Where or OpenQuestion.WhichTown or OpenQuestion.InArea ? OpenQuestion.None : turn.Session.Question,
            },
        };
        return true;
    }

    public static void Settle(Turn turn, Topic topic)
    {
        var questions = turn.Session.OnLine;
        if (!questions.Has(topic))
        {
            turn.Session = turn.Session with { OnLine = questions with { Settled = questions.Settled.Add(topic) } };
        }
    }

    /// <summary>It is answered: said so, and the next question follows.</summary>
    public static bool Done(Turn turn, Leg leg, Topic topic, params ImmutableArray<Line> said)
    {
        Settle(turn, topic);
        Open(turn, Asked.Nothing);
        Say(turn, leg, said);
        return true;
    }

    public static bool Skipped(Turn turn, Leg leg, Topic topic) => Done(turn, leg, topic, [new Line(LineKey.SkippedSpoken)]);

    /// <summary>Said once before whatever the line hears next.</summary>
    public static void Say(Turn turn, Leg leg, params ImmutableArray<Line> lines)
    {
        var fresh = turn.Fresh(leg);
        turn.Put(fresh with { SayFirst = [.. fresh.SayFirst, .. lines] });
    }

    public static string Spelled(string digits) => string.Join(", ", digits.Where(char.IsAsciiDigit));

    public static bool IsNumberEntry(Asked asked) => asked is Asked.Minutes or Asked.HouseNumber or Asked.Callback or Asked.FirstNumber;

    private static bool IsQuestion(Asked asked) => asked is >= Asked.Callback and <= Asked.FirstRight;

    private static Asked Next(Session session)
    {
        var questions = session.OnLine;
        return session.CallerNumber is null && !questions.Has(Topic.Callback) ? Asked.Callback
            : session.Place is null && !questions.Has(Topic.Place) ? Asked.Where
            : session.Place is { Unconfirmed: true } && !questions.Has(Topic.Place) ? Asked.PlaceRight
            : session.OwnWords is null && session.Place is not null && !questions.Has(Topic.OwnWords) ? Asked.OwnWords
            : session.Handle is null && !questions.Has(Topic.Name) ? Asked.Name
            : CanKeep(session) && !questions.Has(Topic.Keep) ? Asked.Keep
            : Asked.Nothing;
    }

    /// <summary>There is something to keep, and a phone to keep it for.</summary>
    public static bool CanKeep(Session session) => session is { CallerNumber: not null, BeganHidden: false, Place: { Unconfirmed: false } };

    private static Verb.Ask Ask(Turn turn, Leg leg, Asked asked, ImmutableArray<Line> first)
    {
        var session = turn.Session;
        if (leg.AskedBack is { } doubtful && IsNumberEntry(asked))
        {
            return new Verb.Ask([.. first, NumberEntry.AskBack(doubtful)], 6);
        }

        var again = leg.Silences > 0;
        var number = Spelled(session.OnLine.Number ?? "");
        return asked switch
        {
            Asked.Callback => Number(LineKey.AskCallback),
            Asked.CallbackRight => Words(new Line(LineKey.NumberHeard, number)),
            Asked.Where => Sentence(new Line(again || session.OnLine.Unclear > 0 ? LineKey.AskWhereAgain : LineKey.AskWhere)),
            Asked.PlaceRight => Sentence(WhereByVoice.Heard(turn, leg)),
            Asked.HouseNumber => Number(LineKey.AskHouseNumber),
            Asked.WhichTown => Sentence(new Line(LineKey.AskTown)),
            Asked.InArea => Words(new Line(LineKey.AskInArea, turn.Area.Area?.Name ?? "")),
            Asked.OwnWords => Sentence(new Line(LineKey.AskOwnWords)),
            Asked.Name => Words(new Line(LineKey.AskName)),
            Asked.Keep => Words(new Line(LineKey.AskKeep)),
            Asked.Change => Words(ChangeMenu.Offer(turn, leg)),
            Asked.FirstNumber => Number(LineKey.AskFirst),
            Asked.FirstRight => Words(new Line(LineKey.NumberHeard, number)),
            _ => Number(LineKey.ChangeMinutes),
        };

        Verb.Ask Words(Line line) => new([.. first, line], 6, Listens: Listens.Phrase);
        Verb.Ask Sentence(Line line) => new([.. first, line], 7, Listens: Listens.Sentence);
        Verb.Ask Number(LineKey key) => new([.. first, new Line(key)], 6, Digits: 0);
    }

    private static void NameSaid(Turn turn, Leg leg, string speech)
    {
        if (SpokenAnswer.Name(speech) is { } name)
        {
            turn.Session = turn.Session with { Handle = name };
            Done(turn, leg, Topic.Name, [new Line(LineKey.NameKept, name)]);
        }
        else
        {
            Unclear(turn, leg, Topic.Name);
        }
    }

    /// <summary>What was said could not be used: asked again, and let go the third time.</summary>
    public static void Unclear(Turn turn, Leg leg, Topic topic)
    {
        var times = turn.Session.OnLine.Unclear + 1;
        if (times >= 3)
        {
            Done(turn, leg, topic, [new Line(LineKey.LetItGo)]);
            return;
        }

        turn.Session = turn.Session with { OnLine = turn.Session.OnLine with { Unclear = times } };
        Say(turn, leg, [new Line(LineKey.NotCaught)]);
    }

    private static bool KeepIt(Turn turn, Leg leg)
    {
        var word = turn.Session.SavedPlaces.IsEmpty ? "home" : "last place";
        turn.Want(new Intent.Keep(word));
        return Done(turn, leg, Topic.Keep, [new Line(LineKey.Kept)]);
    }
}
