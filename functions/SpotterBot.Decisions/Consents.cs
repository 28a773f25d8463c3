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

    /// <summary>Why they were not asked: this caller's number was kept before anybody asked them.</summary>
    private const string NotYet = "kept";

    private const int RingSeconds = 25;
    private const int CallSeconds = 120;

    /// <summary>The question is put this often into silence: a voicemail presses nothing.</summary>
    private const int AskRepeats = 2;

    /// <summary>What they said before is looked up.</summary>
    /// <param name="ask">The caller names them now: they are asked, where they never were.</param>
    public static void LookUp(Turn turn, bool ask)
    {
        turn.Session = turn.Session with
        {
            Consent = Consent.NotAsked,
            ConsentAttempt = null,

            // What was still to be asked was for somebody else.
            Pending = turn.Session.Pending.RemoveAll(p => p.Intent is Intent.FindConsent or Intent.SendText { Text.Key: LineKey.AskChosenText }),
        };
        if (turn.Session is { CallerNumber: null } or { BeganHidden: true })
        {
            // An answer could be kept for nobody, and they would be asked each time.
            Tell(turn, LineKey.FirstNotAsked, "hidden");
            return;
        }

        turn.Want(new Intent.FindConsent(ask));
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
            case Consent.Yes:
                turn.Session = turn.Session with { Consent = Consent.Yes };
                if (looked.Ask)
                {
                    Tell(turn, LineKey.FirstSaidYes);
                }

                break;
            case Consent.No:
                SaidNo(turn);
                break;
            case Consent.Asked:
                turn.Session = turn.Session with { Consent = Consent.Asked };
                Tell(turn, LineKey.FirstAskedBefore);
                break;
            case Consent.NotAsked when !looked.Ask:
                Tell(turn, LineKey.FirstNotAsked, NotYet);
                break;
            case Consent.NotAsked when turn.Session.ConsentsAsked >= AskedMost:
                Tell(turn, LineKey.FirstNotAsked, "many");
                break;
            default:
                Ask(turn);
                break;
        }
    }

    /// <summary>They answered, however long ago they were asked.</summary>
    public static void Said(Turn turn, Happening.ConsentSaid said)
    {
        if (said.Number != turn.Session.ChosenNumber || said.Said == turn.Session.Consent)
        {
            return;
        }

        turn.Note(HistoryKind.ConsentSaid, ("said", said.Said));
        if (said.Said == Consent.Yes)
        {
            turn.Session = turn.Session with { Consent = Consent.Yes };
            Tell(turn, LineKey.FirstSaidYes);
        }
        else
        {
            SaidNo(turn);
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
        if (!turn.InLadder && Daytime.Is(number, turn.Now))
        {
            Legs.Place(turn, Party.Chosen, LegPurpose.Consent, RingSeconds, CallSeconds);
            return;
        }

        turn.Session = turn.Session with { Consent = Consent.NotAsked };
        turn.Want(new Intent.KeepConsent(Consent.NotAsked));
        Tell(turn, LineKey.FirstNotAsked, "unreachable");
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
        switch (turn.Session.Consent)
        {
            case Consent.Yes or Consent.No:
                return [new Verb.Say(new Line(turn.Session.Consent == Consent.Yes ? LineKey.ChosenAgreed : LineKey.ChosenDeclined)), new Verb.HangUp()];
            default:
                if (leg.Silences >= AskRepeats)
                {
                    return [new Verb.HangUp()];
                }

                turn.Put(leg with { Asked = Asked.Consent });
                return [new Verb.Ask([new Line(LineKey.AskChosen), new Line(LineKey.AskChosenKeys)], 6), new Verb.Again()];
        }
    }

    /// <summary>The call that asked is over, and nobody pressed a key.</summary>
    public static void CallOver(Turn turn)
    {
        if (turn.Session.Consent == Consent.Asked)
        {
            Tell(turn, LineKey.FirstNotAsked, "noanswer");
        }
    }

    /// <summary>The caller names them again, or wants to know what they have said.</summary>
    public static void TellAgain(Turn turn)
    {
        var said = turn.Session.Consent;
        Tell(turn, said == Consent.Yes ? LineKey.FirstSaidYes : said == Consent.No ? LineKey.FirstSaidNo : said == Consent.Asked ? LineKey.FirstAskedBefore : LineKey.FirstNotAsked, NotYet);
    }

    private static void Ask(Turn turn)
    {
        var attempt = turn.NextAttempt();
        turn.Session = turn.Session with { Consent = Consent.Asked, ConsentAttempt = attempt, ConsentsAsked = turn.Session.ConsentsAsked + 1 };
        turn.Note(HistoryKind.ConsentAsked);
        turn.Want(new Intent.SendText(Party.Chosen, new Line(LineKey.AskChosenText, CaseLetter.Placeholder), Urgency.Spare, 900), attempt);
        Tell(turn, LineKey.FirstAsked);
    }

    private static void SaidNo(Turn turn)
    {
        turn.Session = turn.Session with
        {
            Consent = Consent.No,
            Order = turn.Session.Order == LadderOrder.ChosenThenPeersThenEms ? LadderOrder.PeersThenEms : turn.Session.Order,
        };
        Tell(turn, LineKey.FirstSaidNo);
        if (turn.Reaching?.RingOf(Party.Chosen) is not { State: RingState.Ringing } ring)
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

    /// <summary>On their line at the next pause, else by text.</summary>
    private static void Tell(Turn turn, LineKey spoken, params string[] args)
    {
        if (!turn.Session.Open)
        {
            return;
        }

        var lines = turn.InLadder ? [] : turn.Session.CallerLegs.Where(l => l is { Own: true, CanHear: true, InRoom: false, HasPerson: true }).ToList();
        foreach (var leg in lines)
        {
            Questions.Say(turn, leg, [new Line(spoken, args)]);
            if (!turn.CheckIn.IsOpen && turn.Session.OnLine.Open == Asked.Nothing)
            {
                Legs.Redirect(turn, leg);
            }
        }

        if (lines.Count == 0)
        {
            turn.TextCaller(Texted(spoken), args);
        }
    }

    private static LineKey Texted(LineKey spoken) => spoken switch
    {
        LineKey.FirstSaidYes => LineKey.FirstSaidYesText,
        LineKey.FirstSaidNo => LineKey.FirstSaidNoText,
        LineKey.FirstAsked => LineKey.FirstAskedText,
        LineKey.FirstAskedBefore => LineKey.FirstAskedBeforeText,
        _ => LineKey.FirstNotAskedText,
    };
}
