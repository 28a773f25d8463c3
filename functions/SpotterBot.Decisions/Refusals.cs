using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>What the phone company would not do, and what that means for the ladder: it moves on.</summary>
internal static class Refusals
{
    private static readonly TimeSpan RetryTextAfter = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan CallOffAgainAfter = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan AlarmAgainAfter = TimeSpan.FromMinutes(10);
    private const int TextTriesAtMost = 3;

    public static void Call(Turn turn, Happening.CallRefused refused)
    {
        turn.Carried(refused.LegId);
        if (turn.Session.Leg(refused.LegId) is not { IsLive: true } leg)
        {
            return;
        }

        if (refused.Refusal == Refusal.Configuration)
        {
            AlarmProvider(turn);
        }

        if (leg.Who.CanTakeCase)
        {
            Ringing.Refused(turn, leg, refused.Refusal);
        }
        else
        {
            // Our own account at fault says nothing about a dispatch line: it stays a line to be dialled again.
            var bad = refused.Refusal == Refusal.Permanent || (refused.Refusal == Refusal.Configuration && leg.Who.Kind == PartyKind.Caller);
            Legs.Over(turn, leg, bad ? LegEnd.Invalid : LegEnd.Failed);
        }
    }

    /// <summary>Once in a while is enough: every order fails of the same fault.</summary>
    private static void AlarmProvider(Turn turn)
    {
        if (turn.Session.Open && !(turn.Now < turn.Session.ProviderAlarmUtc + AlarmAgainAfter))
        {
            turn.Session = turn.Session with { ProviderAlarmUtc = turn.Now };
            turn.TextCoordinators(LineKey.AlarmProviderText);
        }
    }

    public static void TextSent(Turn turn, Happening.TextSent sent)
    {
        var pending = turn.Session.Pending.FirstOrDefault(p => p.Attempt == sent.Attempt);
        turn.Carried(sent.Attempt);
        if (pending?.Intent is not Intent.SendText text)
        {
            return;
        }

        if (CheckIns.Asks(text.Text.Key))
        {
            CheckIns.GotOut(turn);
        }

        if (text.Text.Key is LineKey.CheckInText or LineKey.CheckInAwayText && turn.CheckIn.Stage == CheckInStage.Asked && pending.IssuedUtc >= turn.CheckIn.AskedUtc)
        {
            // The pace may have held it back: an answer counts from when it went out.
            turn.CheckIn = turn.CheckIn with { AskedUtc = turn.Now };
        }

        if (WhereByText.HoldsPlace(text.Text.Key))
        {
            if (turn.Session is { Open: false, EraseUtc: null })
            {
                turn.Want(new Intent.RedactText(sent.MessageSid));
            }
            else
            {
                WhereByText.MayHoldPlace(turn, sent.MessageSid);
            }
        }
    }

    /// <summary>A check-in's second channel comes at once instead; another text stays claimed, and is looked up when the claim runs out.</summary>
    public static void TextUnknown(Turn turn, Happening.TextUnknown unknown)
    {
        if (turn.Session.Pending.FirstOrDefault(p => p.Attempt == unknown.Attempt) is { Urgency: Urgency.CheckIn })
        {
            turn.Carried(unknown.Attempt);
            if (turn.CheckIn.Stage == CheckInStage.Asked)
            {
                CheckIns.CallNow(turn);
            }
        }
    }

    /// <summary>What is owed is tried again, ever more slowly; but what would be sent soon without a pause.</summary>
    public static void Postponed(Turn turn, Happening.Postponed postponed)
    {
        if (turn.Session.Pending.FirstOrDefault(p => p.Attempt == postponed.Attempt) is { } pending)
        {
            turn.Again(pending, pending.Intent is Intent.CallOffText ? CallOffAgainAfter : TimeSpan.FromMinutes(Math.Min(60, Math.Pow(2, Math.Min(pending.Tries, 6)))));
        }
    }

    public static void Text(Turn turn, Happening.TextFailed failed)
    {
        var pending = turn.Session.Pending.FirstOrDefault(p => p.Attempt == failed.Attempt);
        if (pending is { Intent: not Intent.SendText })
        {
            return;
        }

        var retried = pending is { Tries: < TextTriesAtMost } && failed.Refusal == Refusal.Temporary && pending.Urgency != Urgency.CheckIn;
        if (retried)
        {
            turn.Again(pending!, RetryTextAfter);
        }
        else
        {
            turn.Carried(failed.Attempt);
        }

        if (failed.To.Kind == PartyKind.Chosen && !retried)
        {
            Consents.NotTexted(turn, failed.Attempt);
        }

        if (failed.To.Kind != PartyKind.Caller || !turn.Session.Open)
        {
            return;
        }

        switch (failed.Refusal)
        {
            case Refusal.OptedOut:
                CallerTexts.TextChannelLost(turn, TextChannel.OptedOut);
                break;
            case Refusal.NotText:
                CallerTexts.TextChannelLost(turn, TextChannel.None);
                break;
            case Refusal.Configuration:
                AlarmProvider(turn);
                CheckIns.CallNow(turn);
                break;
            case Refusal.Permanent:
                CheckIns.CallNow(turn);
                break;
            case Refusal.Temporary when turn.CheckIn.Stage == CheckInStage.Asked:
                CheckIns.CallNow(turn);
                break;
        }
    }
}
