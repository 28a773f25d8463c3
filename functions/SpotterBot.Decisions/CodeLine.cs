using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// A line that came in by the session's code, from a phone that is not known to be the caller's: three digits are soon mistyped. The last digits of
/// the phone the session began on make it the caller's; until then help, a person and first aid can be had on it, and nothing of the caller's changes.
/// </summary>
internal static class CodeLine
{
    public const int ProofDigits = 4;

    private const int TriesMost = 3;
    private const int SilencesMost = 4;

    public static void Hears(Turn turn, Leg leg, Asked asked, Happening.LegAsks asks)
    {
        switch (asks.Keys)
        {
            case "9":
                Ladder.HelpNow(turn, leg);
                break;
            case "0":
                Ladder.PersonAsked(turn, leg);
                break;
            case "5":
                CallerLine.FirstAid(turn, asked == Asked.FirstAid ? leg : leg with { FirstAidStep = 0 });
                break;
            case { Length: ProofDigits } digits when turn.Session.CallerNumber is { } number && leg.Unproven < TriesMost:
                Prove(turn, leg, proven: number.EndsWith(digits, StringComparison.Ordinal));
                break;
            case { Length: > 0 }:
                Questions.Say(turn, leg, [new Line(LineKey.NotCaught)]);
                break;
            default:
                if (asked == Asked.Where && asks.Speech is { Length: > 0 } speech && turn.Reaching is { Cause: Cause.HelpNow })
                {
                    WhereByVoice.SaidInNeed(turn, leg, speech);
                }

                break;
        }
    }

    public static ImmutableArray<Verb> Says(Turn turn, Leg leg, ImmutableArray<Line> first)
    {
        if (leg.Silences >= SilencesMost && turn.Reaching is null)
        {
            return [new Verb.Ask([.. first, new Line(LineKey.Bye)], 1), new Verb.HangUp()];
        }

        if (turn.Reaching is { Cause: Cause.HelpNow } && leg.HelpKeyedUtc is not null && WhereByVoice.LeadsNowhere(turn) && leg.Silences % 2 == 0)
        {
            turn.Put(leg with { Asked = Asked.Where });
            return [new Verb.Ask([.. first, new Line(LineKey.AskWhereNow)], 8, Listens: Listens.Sentence), new Verb.Again()];
        }

        var mayProve = turn.Session.CallerNumber is not null && leg.Unproven < TriesMost;
        if (turn.InLadder && !(mayProve && leg.Silences % 2 == 0))
        {
            turn.Put(leg with { Asked = Asked.Prove });
            return [new Verb.Ask([.. first, new Line(LineKey.PeopleBeingReachedHere)], 8, mayProve ? ProofDigits : 1), new Verb.Again()];
        }

        turn.Put(leg with { Asked = Asked.Prove });
        return [new Verb.Ask([.. first, new Line(mayProve ? LineKey.AskProof : LineKey.NoProof)], mayProve ? 3 : 8, mayProve ? ProofDigits : 1), new Verb.Again()];
    }

    private static void Prove(Turn turn, Leg leg, bool proven)
    {
        if (!proven)
        {
            turn.Note(HistoryKind.CodeNotProven, ("leg", leg.Id));
            leg = turn.Put(leg with { Unproven = leg.Unproven + 1 });
            Questions.Say(turn, leg, [new Line(LineKey.ProofWrong)]);
            return;
        }

        leg = turn.Put(leg with { Own = true });
        Beginnings.LineIsBack(turn, leg);
    }
}
