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

    /// <summary>A key for help is not kept waiting for three more digits longer than this.</summary>
    private const int BetweenDigitsSeconds = 2;

    public static void Hears(Turn turn, Leg leg, Asked asked, Happening.LegAsks asks)
    {
        var mayProve = turn.Session.CallerNumber is not null && leg.Unproven < TriesMost;
        var proven = mayProve && asks.Keys is { Length: ProofDigits } digits && turn.Session.CallerNumber!.EndsWith(digits, StringComparison.Ordinal);
        switch (proven ? asks.Keys : Meant(asks.Keys))
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
            case { Length: ProofDigits } when mayProve:
                Prove(turn, leg, proven);
                break;
            case { Length: > 0 }:
                Questions.Say(turn, leg, [new Line(LineKey.NotCaught)]);
                break;
            default:
                if (asked == Asked.Where && asks.Speech is { Length: > 0 } speech && turn.Reaching is { IsHelpNow: true })
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

        if (turn.Reaching is { IsHelpNow: true } && leg.HelpKeyedUtc is not null && WhereByVoice.LeadsNowhere(turn) && leg.Silences % 2 == 0)
        {
            turn.Put(leg with { Asked = Asked.Where });
            return [new Verb.Ask([.. first, new Line(LineKey.AskWhereNow)], 8, Listens: Listens.Sentence), new Verb.Again()];
        }

        // Who asked for help with it is not asked any more who they are.
        var mayProve = turn.Session.CallerNumber is not null && leg.Unproven < TriesMost && leg.HelpKeyedUtc is null;
        turn.Put(leg with { Asked = Asked.Prove });
        return turn.InLadder && !(mayProve && leg.Silences % 2 == 0)
            ? Waiting([.. first, new Line(HowItStands(turn, leg))], 8, mayProve)
            : Waiting([.. first, new Line(mayProve ? LineKey.AskProof : LineKey.NoProof)], mayProve ? 4 : 8, mayProve);
    }

    private static LineKey HowItStands(Turn turn, Leg leg) => turn.Incident!.Ems switch
    {
        { ConfirmedUtc: not null } => LineKey.EmsIsComingHere,
        { Wanted: true } => LineKey.EmsBeingReachedHere,
        _ => leg.HelpKeyedUtc is not null ? LineKey.HelpBeingReachedHere : LineKey.PeopleBeingReachedHere,
    };

    /// <summary>Four digits are waited for piece by piece: a 9 alone counts as soon as nothing follows it.</summary>
    private static ImmutableArray<Verb> Waiting(ImmutableArray<Line> lines, int seconds, bool mayProve) => mayProve
        ? [new Verb.Ask(lines, BetweenDigitsSeconds, ProofDigits), .. Enumerable.Repeat(new Verb.Ask([], BetweenDigitsSeconds, ProofDigits), (seconds / BetweenDigitsSeconds) - 1), new Verb.Again()]
        : [new Verb.Ask(lines, seconds), new Verb.Again()];

    /// <summary>A key that was hit more than once, and a 9-1-1.</summary>
    private static string? Meant(string? keys) => keys switch
    {
        { Length: > 1 } when keys.StartsWith("911", StringComparison.Ordinal) => "9",
        { Length: > 1 } when keys[0] is '9' or '0' or '5' && keys.All(k => k == keys[0]) => keys[..1],
        _ => keys,
    };

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
