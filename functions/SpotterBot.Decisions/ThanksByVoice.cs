using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// Thanks on the line, when everything else is over: said, read back, and passed on only with a 1. The session is closed by then, and nothing waits for
/// this; a 9 or a 0 here begins a new one, as at any goodbye. Nothing is recorded.
/// </summary>
internal static class ThanksByVoice
{
    private const int WordsSeconds = 4;
    private const int YesSeconds = 6;

    /// <summary>The goodbye with what may follow it; null where there is nothing to ask.</summary>
    public static ImmutableArray<Verb>? Says(Turn turn, Leg leg, ImmutableArray<Line> first)
    {
        if (leg.Asked == Asked.ThanksRight)
        {
            return [new Verb.Ask([.. first, new Line(LineKey.ThanksRight, turn.Session.Thanks ?? "")], YesSeconds), new Verb.Again()];
        }

        if (leg.Asked == Asked.ThanksOver)
        {
            // The goodbye came before the thanks: it is not said twice.
            return first.IsEmpty ? [new Verb.HangUp()] : [new Verb.Ask(first, 1), new Verb.HangUp()];
        }

        if (!leg.Own || turn.Session is not { Outcome: Outcome.Finished or Outcome.FinishedAfterEscalation or Outcome.TalkEnded, Thanks: null }
            || !Afterwards.MayThank(turn) || Threats.IsBotOnly(turn) || Threats.Happened(turn))
        {
            return null;
        }

        turn.Put(leg with { Asked = Asked.Thanks });
        ImmutableArray<Line> lines = first.Any(l => l.Key == LineKey.HeardHelp) ? first : [.. first, new Line(LineKey.Bye), new Line(LineKey.AskThanks)];
        return [new Verb.Ask(lines, WordsSeconds, Listens: Listens.Sentence), new Verb.Again()];
    }

    /// <summary>What a line says or keys whose session is closed.</summary>
    public static void Hears(Turn turn, Leg leg, Happening.LegAsks asks)
    {
        if (leg.Asked == Asked.Thanks && asks.Speech is { Length: > 0 } cry && SpokenAnswer.IsCryAmongThanks(cry))
        {
            // Somebody may be in danger: the line stays, and hears the keys that bring help.
            turn.Put(leg with { SayFirst = [new Line(LineKey.HeardHelp)] });
        }
        else if (leg.Asked == Asked.Thanks && asks.Speech is { Length: > 0 } words && Afterwards.Keep(turn, words))
        {
            turn.Put(leg with { Asked = Asked.ThanksRight });
        }
        else if (leg.Asked == Asked.ThanksRight && asks.Keys == "1")
        {
            Ends(turn, leg, Afterwards.PassOn(turn) ? LineKey.ThanksPassed : LineKey.ThanksGone);
        }
        else if (leg.Asked == Asked.ThanksRight)
        {
            turn.Session = turn.Session with { Thanks = null };
            Ends(turn, leg, LineKey.ThanksDropped);
        }
        else if (leg.Asked == Asked.Thanks)
        {
            turn.Put(leg with { Asked = Asked.ThanksOver });
        }
    }

    /// <summary>They hung up without the 1: what was heard goes nowhere, and waits for no PASS they do not know of.</summary>
    public static void Over(Turn turn, Leg leg)
    {
        if (leg.Asked == Asked.ThanksRight)
        {
            turn.Session = turn.Session with { Thanks = null };
        }
    }

    private static void Ends(Turn turn, Leg leg, LineKey said) => turn.Put(leg with { Asked = Asked.ThanksOver, SayFirst = [new Line(said)] });
}
