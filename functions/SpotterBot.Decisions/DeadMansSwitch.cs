using System.Collections.Immutable;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.Decisions;

/// <summary>
/// While somebody is being watched, a text to them lies at the phone company, to be sent unless a living program takes it back in time: if all of
/// this dies, they hear of it. The next one is made before the one before it is taken back. It is the least urgent of all that is wanted, but for
/// taking back, which comes before making.
/// </summary>
internal static class DeadMansSwitch
{
    /// <summary>So near its time a text is taken back even where no other could be made: nobody is frightened while somebody is there.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan MakeAgainAfter = TimeSpan.FromSeconds(30);

    /// <summary>A list may not hold yet what was made a moment ago.</summary>
    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);
    private const int LooksAtMost = 2;

    /// <summary>What could not be taken back by so long after its time is let be: it was sent.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(1);

    private static bool Watches(Session session) => session is { Open: true, Watched: true, CanBeTold: true };

    /// <summary>Wants what is missing and takes back what is too much.</summary>
    public static void Tend(Turn turn)
    {
        var after = turn.Timing.SwitchAfter;
        var wanted = after is not null && Watches(turn.Session);
        if (!wanted)
        {
            turn.Session = turn.Session with { Pending = turn.Session.Pending.RemoveAll(p => p is { ClaimedUntilUtc: null, Intent: Intent.ScheduleText }) };
        }

        foreach (var text in turn.Session.Switch.Texts.Where(t => t.SendAtUtc + GivenUpAfter <= turn.Now).ToList())
        {
            Drop(turn, text.MessageSid);
        }

        var newest = Newest(turn.Session);
        foreach (var text in turn.Session.Switch.Texts.Where(t => !wanted || t != newest || turn.Now >= t.SendAtUtc - LastMoment))
        {
            turn.Want(new Intent.CallOffText(text.MessageSid));
        }

        if (wanted && MakeUtc(turn.Session, after!.Value) <= turn.Now)
        {
            turn.Want(new Intent.ScheduleText(Words(turn), after.Value));
        }
    }

    public static DateTimeOffset? NextStep(Session session, Timing timing)
    {
        DateTimeOffset?[] waits =
        [
            Standing(session).Select(t => (DateTimeOffset?)(t.SendAtUtc - LastMoment)).Min(),
            timing.SwitchAfter is { } after && Watches(session) ? MakeUtc(session, after) : null,
        ];
        return waits.Min();
    }

    public static void Scheduled(Turn turn, Happening.TextScheduled scheduled)
    {
        turn.Carried(scheduled.Attempt);
        if (turn.Session.Switch.Texts.All(t => t.MessageSid != scheduled.MessageSid))
        {
            turn.Session = turn.Session with
            {
                Switch = new Switch(turn.Session.Switch.Texts.Add(new ScheduledText(scheduled.MessageSid, scheduled.SendAtUtc))),
            };
        }
    }

    public static void NotScheduled(Turn turn, Happening.TextNotScheduled refused)
    {
        turn.Carried(refused.Attempt);
        var wait = refused.Refusal == Refusal.Temporary ? MakeAgainAfter : turn.Timing.SwitchAfter ?? MakeAgainAfter;
        turn.Session = turn.Session with { Switch = turn.Session.Switch with { NotBeforeUtc = turn.Now + wait } };
    }

    /// <summary>It is looked for until it can be taken to be nowhere; meanwhile another is made.</summary>
    public static void ScheduleUnknown(Turn turn, Happening.ScheduleUnknown unknown)
    {
        if (turn.Session.Pending.FirstOrDefault(p => p.Attempt == unknown.Attempt) is not { Intent: Intent.ScheduleText text } pending)
        {
            return;
        }

        turn.Carried(unknown.Attempt);
        var find = new Pending(turn.NextAttempt(), new Intent.FindScheduledText(text.Text, text.After, pending.IssuedUtc), turn.Now, NotBeforeUtc: turn.Now + LookAgainAfter);
        turn.Session = turn.Session with
        {
            Pending = turn.Session.Pending.Add(find),
            Switch = turn.Session.Switch with { NotBeforeUtc = turn.Now + MakeAgainAfter },
        };
    }

    public static void NotFound(Turn turn, Happening.ScheduledTextNotFound lost)
    {
        if (turn.Session.Pending.FirstOrDefault(p => p.Attempt == lost.Attempt) is not { } pending)
        {
            return;
        }

        if (lost.Certain && pending.Tries >= LooksAtMost)
        {
            turn.Carried(lost.Attempt);
        }
        else
        {
            turn.Again(pending, LookAgainAfter);
        }
    }

    /// <summary>It was taken back; or it was not, and they were told what is not so (any more).</summary>
    public static void CalledOff(Turn turn, Happening.TextCalledOff off)
    {
        var known = turn.Session.Switch.Texts.Any(t => t.MessageSid == off.MessageSid);
        Drop(turn, off.MessageSid);
        if (known && off.WasSent)
        {
            turn.Note(HistoryKind.SwitchFired);
            var sorry = turn.Session.Open ? LineKey.SwitchFalseText : LineKey.SwitchFalseClosedText;
            if (!turn.Session.Pending.Any(p => p.Intent is Intent.SendText text && text.Text.Key == sorry))
            {
                turn.TextCaller(sorry);
            }
        }
    }

    private static Line Words(Turn turn) => new(LineKey.SwitchText, [turn.Facts.FallbackPhone, CheckIns.HowToAnswer(turn.Session)]);

    /// <summary>When the next is to be made: once less than half of the time of the one there is is left.</summary>
    private static DateTimeOffset? MakeUtc(Session session, TimeSpan after)
    {
        if (session.Pending.Any(p => p.Intent is Intent.ScheduleText))
        {
            return null;
        }

        var half = Newest(session) is { } newest ? newest.SendAtUtc - (after / 2) : DateTimeOffset.MinValue;
        return session.Switch.NotBeforeUtc is { } notBefore && notBefore > half ? notBefore : half;
    }

    private static ScheduledText? Newest(Session session) => Standing(session).MaxBy(t => t.SendAtUtc);

    /// <summary>Those that are not being taken back.</summary>
    private static IEnumerable<ScheduledText> Standing(Session session) =>
        session.Switch.Texts.Where(t => !session.Pending.Any(p => p.Intent is Intent.CallOffText off && off.MessageSid == t.MessageSid));

    private static void Drop(Turn turn, string messageSid) => turn.Session = turn.Session with
    {
        Switch = turn.Session.Switch with { Texts = turn.Session.Switch.Texts.RemoveAll(t => t.MessageSid == messageSid) },
        Pending = turn.Session.Pending.RemoveAll(p => p.Intent is Intent.CallOffText off && off.MessageSid == messageSid),
    };
}
