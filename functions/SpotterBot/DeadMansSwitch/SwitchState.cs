using System.Collections.Immutable;
using System.Globalization;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Speech;

namespace SpotterBot.DeadMansSwitch;

/// <summary>A text to a coordinator: that we are gone, or that we are here after all.</summary>
/// <param name="Id">Of this order.</param>
/// <param name="To">E.164.</param>
/// <param name="OrderedUtc">When it was written down, just before it was ordered.</param>
/// <param name="After">How long after that it is sent; zero: at once.</param>
/// <param name="MessageSid">Null until the phone company is known to have it.</param>
/// <param name="SendAtUtc">When it is sent, or a little before.</param>
/// <param name="NotBeforeUtc">It is not tried, looked for or taken back again before.</param>
/// <param name="Looks">How often it was looked for and not found.</param>
/// <param name="ToBeOrdered">The phone company certainly does not have it.</param>
/// <param name="Refused">Nor will it; another is made after a while.</param>
public sealed record CoordinatorText(
    string Id, string To, Line Words, DateTimeOffset OrderedUtc, TimeSpan After, string? MessageSid = null, DateTimeOffset? SendAtUtc = null,
    DateTimeOffset? NotBeforeUtc = null, int Looks = 0, bool ToBeOrdered = false, bool Refused = false)
{
    public bool IsOver => Words.Key == LineKey.SwitchAlarmOverText;
}

public enum SwitchDo
{
    Order,

    /// <summary>It was ordered, and nobody heard what came of it.</summary>
    Find,
    CallOff,
}

/// <param name="Known">Message SIDs that belong to other orders.</param>
public sealed record SwitchTodo(SwitchDo Do, CoordinatorText Text, ImmutableArray<string> Known);

/// <param name="State">To be saved before anything is done.</param>
public sealed record SwitchWork(SwitchState State, ImmutableArray<SwitchTodo> Todo);

/// <summary>The coordinators' texts as stored, and what is to be done about them. Pure: every change is a new state.</summary>
/// <param name="ClaimedBy">The process that is doing something about them.</param>
public sealed record SwitchState(ImmutableArray<CoordinatorText> Texts, string? ClaimedBy = null, DateTimeOffset? ClaimedUntilUtc = null)
{
    public static readonly SwitchState Empty = new([]);

    public static readonly TimeSpan ClaimedFor = TimeSpan.FromSeconds(30);

    /// <summary>Later than this after claiming nothing is ordered: an order may take as long as the rest of the claim.</summary>
    public static readonly TimeSpan OrdersWithin = TimeSpan.FromSeconds(10);

    /// <summary>So near its time a text is taken back, whatever else.</summary>
    private static readonly TimeSpan LastMoment = TimeSpan.FromSeconds(90);

    private static readonly TimeSpan LookAgainAfter = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan TryAgainAfter = TimeSpan.FromSeconds(14);
    private static readonly TimeSpan RefusedFor = TimeSpan.FromMinutes(5);
    private const int LooksAtMost = 3;

    /// <summary>What could not be done by then is of no use to anybody.</summary>
    private static readonly TimeSpan GivenUpAfter = TimeSpan.FromHours(2);

    public bool IsClaimed(DateTimeOffset now) => ClaimedUntilUtc > now;

    /// <summary>Whether there may be something to do; for a look that costs next to nothing.</summary>
    public bool IsDue(bool watching, TimeSpan? after, DateTimeOffset now) => watching
        ? Texts.All(t => t.IsOver) || Texts.Any(t => !(now < t.NotBeforeUtc) && (t.MessageSid is null || t != Newest(t.To) || t.SendAtUtc - (after / 2) <= now))
        : !Texts.IsEmpty;

    /// <summary>Whether somebody's next text is due to be made.</summary>
    public bool Wants(ImmutableArray<CoordinatorFact> coordinators, TimeSpan? after, DateTimeOffset now) =>
        after is { } span && coordinators.Any(c => WantsNext(c.Phone, span, now));

    /// <summary>What is to be done now; null where there is nothing.</summary>
    /// <param name="coordinators">Who is to have one: nobody while nobody is being watched.</param>
    /// <param name="alarm">The words of a new one; null: none is made.</param>
    public SwitchWork? Plan(ImmutableArray<CoordinatorFact> coordinators, TimeSpan? after, Line? alarm, DateTimeOffset now)
    {
        var todo = ImmutableArray.CreateBuilder<SwitchTodo>();
        var state = this with { Texts = Texts.RemoveAll(t => t.OrderedUtc + t.After + GivenUpAfter < now || IsForgotten(t, now)) };
        var known = state.Texts.Select(t => t.MessageSid).OfType<string>().ToImmutableArray();
        foreach (var text in state.Texts.Where(t => !(now < t.NotBeforeUtc)))
        {
            if (text.ToBeOrdered)
            {
                var ordered = text with { OrderedUtc = now, ToBeOrdered = false, NotBeforeUtc = null };
                state = state.Put(ordered);
                todo.Add(new SwitchTodo(SwitchDo.Order, ordered, known));
            }
            else if (text.MessageSid is null)
            {
                todo.Add(new SwitchTodo(SwitchDo.Find, text, known));
            }
            else if (coordinators.All(c => c.Phone != text.To) || text != state.Newest(text.To) || text.SendAtUtc - LastMoment <= now)
            {
                todo.Add(new SwitchTodo(SwitchDo.CallOff, text, known));
            }
        }

        if (alarm is not null && after is { } span)
        {
            foreach (var coordinator in coordinators.Where(c => WantsNext(c.Phone, span, now)))
            {
                var next = new CoordinatorText($"{now.UtcTicks}-{coordinator.Id}", coordinator.Phone, alarm, now, span);
                state = state.Put(next);
                todo.Add(new SwitchTodo(SwitchDo.Order, next, known));
            }
        }

        return todo.Count == 0 ? null : new SwitchWork(state, todo.ToImmutable());
    }

    /// <summary>The phone company has it. One that was to go out at once is done with that.</summary>
    /// <param name="sendAtUtc">Null: as far ahead of its order as it was meant to be.</param>
    public SwitchState Made(CoordinatorText text, string messageSid, DateTimeOffset? sendAtUtc) => text.IsOver
        ? Drop(text)
        : Put(text with { MessageSid = messageSid, SendAtUtc = sendAtUtc ?? text.OrderedUtc + text.After, NotBeforeUtc = null });

    /// <summary>The order's answer never came.</summary>
    public SwitchState Doubted(CoordinatorText text, DateTimeOffset now) => Put(text with { NotBeforeUtc = now + TryAgainAfter });

    /// <summary>Certainly not made. That we are here is owed; of those that say that we are gone another is made later.</summary>
    /// <param name="forGood">Asking again soon would change nothing.</param>
    public SwitchState NotMade(CoordinatorText text, bool forGood, DateTimeOffset now) => Put(text with
    {
        ToBeOrdered = text.IsOver,
        Refused = !text.IsOver,
        NotBeforeUtc = now + (forGood ? RefusedFor : TryAgainAfter),
    });

    public SwitchState NotFound(CoordinatorText text, bool certain, DateTimeOffset now) => certain && text.Looks + 1 >= LooksAtMost
        ? Drop(text)
        : Put(text with { Looks = text.Looks + 1, NotBeforeUtc = now + LookAgainAfter });

    public SwitchState Later(CoordinatorText text, DateTimeOffset now) => Put(text with { NotBeforeUtc = now + TryAgainAfter });

    /// <summary>It will not be sent any more; or it was, and they are told that we are here.</summary>
    public SwitchState CalledOff(CoordinatorText text, bool wasSent, DateTimeOffset now)
    {
        var state = Drop(text);
        return !wasSent || state.Texts.Any(t => t.IsOver && t.To == text.To)
            ? state
            : state.Put(new CoordinatorText(
                text.Id + "-over", text.To, new Line(LineKey.SwitchAlarmOverText, [Moment(text.SendAtUtc ?? now)]), now, TimeSpan.Zero, ToBeOrdered: true));
    }

    /// <summary>As a coordinator reads it, whatever their time zone.</summary>
    public static string Moment(DateTimeOffset utc) => utc.ToUniversalTime().ToString("d MMM HH:mm 'UTC'", CultureInfo.InvariantCulture);

    /// <summary>Less than half of the time is left of the one there is, and none is being made.</summary>
    private bool WantsNext(string phone, TimeSpan after, DateTimeOffset now) =>
        !(Newest(phone)?.SendAtUtc - (after / 2) > now) && !Texts.Any(t => t.To == phone && t is { IsOver: false, MessageSid: null, Looks: 0 } && !IsForgotten(t, now));

    private static bool IsForgotten(CoordinatorText text, DateTimeOffset now) => text.Refused && text.NotBeforeUtc <= now;

    private CoordinatorText? Newest(string phone) => Texts.Where(t => t.To == phone && t is { IsOver: false, MessageSid: not null }).MaxBy(t => t.SendAtUtc);

    private SwitchState Put(CoordinatorText text)
    {
        var index = Texts.ToList().FindIndex(t => t.Id == text.Id);
        return this with { Texts = index < 0 ? Texts.Add(text) : Texts.SetItem(index, text) };
    }

    private SwitchState Drop(CoordinatorText text) => this with { Texts = Texts.RemoveAll(t => t.Id == text.Id) };
}
