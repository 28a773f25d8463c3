using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// Whether whoever the caller named agrees to be rung. They are asked once, by text, else by call; what they said is kept, and the caller hears of it. Without
/// a yes they are still rung at a miss, and told as little as can be; after a no they are not.
/// </summary>
internal static class Consents
{
    /// <summary>So many people are asked in one session: nobody makes this line text whom they like.</summary>
    private const int AskedMost = 3;

    private const int RingSeconds = 25;
    private const int CallSeconds = 120;

    /// <summary>The question is put this often into silence: a voicemail presses nothing.</summary>
    private const int AskRepeats = 2;

    /// <summary>They are asked for this caller. An answer for who hides their number could be kept for nobody, and would be asked for each time.</summary>
    public static bool Asks(Session session) => session is { CallerNumber: not null, BeganHidden: false };

    /// <summary>The caller names them now: they are asked, if they never were.</summary>
    public static void Named(Turn turn)
    {
        turn.Session = turn.Session with
        {
            Consent = Consent.NotAsked,
            ConsentAttempt = null,

            // What was still to be asked was for somebody else.
            Pending = turn.Session.Pending.RemoveAll(p => p.Intent is Intent.FindConsent or Intent.SendText { Text.Key: LineKey.AskChosenText }),
        };
        LetGo(turn);
        if (Asks(turn.Session))
        {
            turn.Want(new Intent.FindConsent(Ask: true));
        }
    }

    /// <summary>Whoever was named before is named no more: a line of theirs answers for nobody else, and no miss makes it the ring of another (promise 5).</summary>
    private static void LetGo(Turn turn)
    {
        foreach (var leg in turn.Session.LiveLegs.Where(l => l.Who == Party.Chosen).ToList())
        {
            Legs.Drop(turn, turn.Put(leg with { Unwanted = true, Asked = Asked.Nothing }));
        }
    }

    /// <summary>They were named in an earlier session: what they say from now on is told to this one.</summary>
    public static void Kept(Turn turn)
    {
        turn.Want(new Intent.FindConsent(Ask: false));
        if (turn.Session.Consent == Consent.No || (turn.Session.Consent != Consent.Yes && turn.Session.Mode != Mode.OnTheLine))
        {
            // A line hears in what will happen that there is no yes.
            TellAgain(turn);
        }
    }

    public static void Found(Turn turn, Happening.ConsentFound found)
    {
        var looked = turn.Session.Pending.FirstOrDefault(p => p.Attempt == found.Attempt)?.Intent as Intent.FindConsent;
        turn.Carried(found.Attempt);
        if (looked is null || !turn.Session.Open)
        {
            return;
        }

        switch (found.Said)
        {
            case Consent.NotAsked when looked.Ask && turn.Session.ConsentsAsked < AskedMost:
                Ask(turn);
                break;
            case Consent.NotAsked when looked.Ask:
                Tell(turn, soon: false, LineKey.FirstNotAsked, "many");
                break;
            case var said when looked.Ask:
                Take(turn, said);
                TellAgain(turn);
                break;
            case var said:
                Heard(turn, said, soon: false);
                break;
        }
    }

    /// <summary>They answered, however long ago they were asked.</summary>
    public static void Said(Turn turn, Happening.ConsentSaid said)
    {
        if (said.Number == turn.Session.ChosenNumber)
        {
            Heard(turn, said.Said, soon: true);
        }
    }

    /// <summary>They are about to be rung: what they said may have come by a way that did not reach this session.</summary>
    public static void LookAgain(Turn turn)
    {
        if (Asks(turn.Session))
        {
            turn.Want(new Intent.FindConsent(Ask: false));
        }
    }

    /// <summary>The text that asks did not reach them: a call does, by day. Nobody is woken to be asked.</summary>
    public static void NotTexted(Turn turn, string attempt)
    {
        if (turn.Session.ConsentAttempt != attempt || turn.Session is not { Open: true, Consent: Consent.Asked, ChosenNumber: { } number })
        {
            return;
        }

        turn.Session = turn.Session with { ConsentAttempt = null };
        if (!turn.InLadder && DayEverywhere.Is(number, turn.Now))
        {
            Legs.Place(turn, Party.Chosen, LegPurpose.Consent, RingSeconds, CallSeconds);
            return;
        }

        turn.Session = turn.Session with { Consent = Consent.NotAsked };
        turn.Want(new Intent.KeepConsent(Consent.NotAsked));
        Tell(turn, soon: true, LineKey.FirstNotAsked, "unreachable");
    }

    /// <summary>This leg only asks them; at a miss it becomes the call that needs them.</summary>
    public static bool IsAsking(Turn turn, Leg leg) => leg.Purpose == LegPurpose.Consent && turn.Incident?.RingOf(Party.Chosen)?.LegId != leg.Id;

    public static void Keyed(Turn turn, bool yes)
    {
        var said = yes ? Consent.Yes : Consent.No;
        turn.Want(new Intent.KeepConsent(said));
        Said(turn, new Happening.ConsentSaid(turn.Session.ChosenNumber ?? "", said));
    }

    public static ImmutableArray<Verb> Script(Turn turn, Leg leg)
    {
        if (leg.Unwanted)
        {
            return [new Verb.Say(new Line(LineKey.NothingNeeded)), new Verb.HangUp()];
        }

        if (turn.Session.Consent is Consent.Yes or Consent.No)
        {
            return [new Verb.Say(new Line(turn.Session.Consent == Consent.Yes ? LineKey.ChosenAgreed : LineKey.ChosenDeclined)), new Verb.HangUp()];
        }

        if (leg.Silences >= AskRepeats)
        {
            return [new Verb.HangUp()];
        }

        turn.Put(leg with { Asked = Asked.Consent });
        return [new Verb.Ask([new Line(LineKey.AskChosen), new Line(LineKey.AskChosenKeys)], 6), new Verb.Again()];
    }

    /// <summary>The call that asked is over, and nobody pressed a key.</summary>
    public static void CallOver(Turn turn, Leg leg)
    {
        if (turn.Session.Consent == Consent.Asked && !leg.Unwanted)
        {
            Tell(turn, soon: true, LineKey.FirstNotAsked, "noanswer");
        }
    }

    /// <summary>What they have said so far.</summary>
    public static void TellAgain(Turn turn) => Tell(turn, soon: false, Standing(turn.Session));

    /// <summary>The same, to a caller who asks by text.</summary>
    public static void Reply(Turn turn)
    {
        var (spoken, why) = AsOrdered(turn.Session, Standing(turn.Session), "");
        turn.Reply(Texted(spoken), why);
    }

    /// <summary>Where the caller's own order has others first, whoever they named is not rung, whatever they said to it (promise 10).</summary>
    private static (LineKey Spoken, string Why) AsOrdered(Session session, LineKey spoken, string why) =>
        spoken == LineKey.FirstSaidNo || ChosenFirst.IsRung(session) ? (spoken, why)
        : (LineKey.FirstNotRung, spoken == LineKey.FirstSaidYes ? "yes" : "");

    private static LineKey Standing(Session session) => session.Consent switch
    {
        Consent.Yes => LineKey.FirstSaidYes,
        Consent.No => LineKey.FirstSaidNo,
        Consent.Asked => LineKey.FirstAskedBefore,
        _ => LineKey.FirstNotAsked,
    };

    private static void Ask(Turn turn)
    {
        var attempt = turn.NextAttempt();
        turn.Session = turn.Session with { Consent = Consent.Asked, ConsentAttempt = attempt, ConsentsAsked = turn.Session.ConsentsAsked + 1 };
        turn.Note(HistoryKind.ConsentAsked);
        turn.Want(new Intent.SendText(Party.Chosen, new Line(LineKey.AskChosenText, CaseLetter.Placeholder), Urgency.Spare, 900), attempt);
    }

    /// <summary>From now on the ladder goes by what they said.</summary>
    private static void Take(Turn turn, Consent said)
    {
        turn.Session = turn.Session with { Consent = said };
        if (turn.Session.FirstButForNo || turn.Session.Order == LadderOrder.ChosenThenPeersThenEms)
        {
            turn.Session = ChosenFirst.PeopleFirst(turn.Session);
        }

        if (said != Consent.No || turn.Reaching?.RingOf(Party.Chosen) is not { State: RingState.Ringing } ring)
        {
            return;
        }

        // They say it while they are being rung: it is over for them, and the peers wait for nobody.
        Ringing.EndRing(turn, Party.Chosen, RingState.Passed);
        if (turn.Session.Leg(ring.LegId) is { } leg)
        {
            Legs.Drop(turn, leg);
        }

        turn.Incident = turn.Incident! with { PeersFromUtc = turn.Incident.PeersFromUtc < turn.Now ? turn.Incident.PeersFromUtc : turn.Now };
    }

    private static void Heard(Turn turn, Consent said, bool soon)
    {
        // Who had it all forgotten has taken back a yes with it. A no is not undone by that: nobody is rung for having wanted to be left alone.
        var before = turn.Session.Consent;
        if (said == before || (said == Consent.NotAsked && before != Consent.Yes) || (said == Consent.Asked && before == Consent.No))
        {
            return;
        }

        turn.Note(HistoryKind.ConsentSaid, ("said", said));
        Take(turn, said);
        Tell(turn, soon, Standing(turn.Session), said == Consent.NotAsked ? "gone" : "");
    }

    /// <summary>On their line at the next pause, else by text.</summary>
    /// <param name="soon">A silence is a pause.</param>
    private static void Tell(Turn turn, bool soon, LineKey spoken, string why = "")
    {
        if (!turn.Session.Open)
        {
            return;
        }

        (spoken, why) = AsOrdered(turn.Session, spoken, why);
        var lines = turn.InLadder ? [] : turn.Session.CallerLegs.Where(l => l is { Own: true, CanHear: true, InRoom: false, HasPerson: true }).ToList();
        foreach (var leg in lines)
        {
            Questions.Say(turn, leg, [new Line(spoken, why)]);
            if (soon && !turn.CheckIn.IsOpen && turn.Session.OnLine.Open == Asked.Nothing)
            {
                Legs.Redirect(turn, leg);
            }
        }

        if (lines.Count == 0)
        {
            turn.TextCaller(Texted(spoken), why);
        }
    }

    private static LineKey Texted(LineKey spoken) => spoken switch
    {
        LineKey.FirstSaidYes => LineKey.FirstSaidYesText,
        LineKey.FirstSaidNo => LineKey.FirstSaidNoText,
        LineKey.FirstNotRung => LineKey.FirstNotRungText,
        LineKey.FirstAskedBefore => LineKey.FirstAskedBeforeText,
        _ => LineKey.FirstNotAskedText,
    };
}
