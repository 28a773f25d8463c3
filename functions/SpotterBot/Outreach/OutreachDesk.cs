using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Observability;
using SpotterBot.Sessions;
using SpotterBot.Storage;
using SpotterBot.Telephony;

namespace SpotterBot.Outreach;

/// <summary>What one save claims to carry out.</summary>
/// <param name="Attempts">Claimed by this process until the claim runs out.</param>
/// <param name="HasNoTurn">Something is left for which every turn in the pace is given out.</param>
public sealed record Claim(Session Session, IReadOnlyList<Pending> Attempts, bool HasNoTurn);

/// <summary>
/// Carries out intents. They are claimed in the same conditional write that saves the decision, done once it stands, and their results come
/// back as happenings. A claim that ran out is looked up at the phone company, never blindly repeated.
/// </summary>
public sealed class OutreachDesk(PaceBook pace, IntentWorker worker, Figures figures, TimeProvider time, ILogger<OutreachDesk> log)
{
    /// <summary>What found every turn given out asks again after this.</summary>
    public static readonly TimeSpan PaceLook = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan ClaimFor = TwilioPipelines.TotalTime;

    /// <summary>The clocks of two processes differ by no more: so long before a claim is over here it may be over there, and nothing is begun any more.</summary>
    private static readonly TimeSpan ClocksDiffer = TimeSpan.FromSeconds(4);

    private readonly Lock _gate = new();
    private readonly HashSet<Task> _underWay = [];

    /// <summary>The slots taken for one event, none yet.</summary>
    public SlotsInHand NewSlots() => new(pace);

    /// <summary>Takes slots, marks what can be carried out now, and gives what must wait its turn.</summary>
    public async ValueTask<Claim> ClaimAsync(Session session, DateTimeOffset now, SlotsInHand slots)
    {
        var ready = new List<string>();
        var turns = new Dictionary<string, Slot>();
        var noTurn = false;
        foreach (var pending in session.Pending.Where(p => p.ClaimedUntilUtc is null && !(p.NotBeforeUtc > now)).OrderBy(p => p.Urgency))
        {
            var slot = pending.Slot is { } given && PaceBook.Counts(given, now) ? given
                : SlotsInHand.ChannelOf(pending.Intent) is { } channel ? await slots.TakeAsync(channel, pending.Urgency, now)
                : new Slot(now, -1);
            noTurn |= slot is null;
            if (slot?.Utc <= now)
            {
                ready.Add(pending.Attempt);
            }
            else if (slot is { } turn)
            {
                turns[pending.Attempt] = turn;
            }
        }

        session = turns.Count == 0 ? session : Decider.Queue(session, turns);
        session = ready.Count == 0 ? session : Decider.Claim(session, ready, time.GetUtcNow() + ClaimFor);
        return new Claim(session, [.. session.Pending.Where(p => ready.Contains(p.Attempt)).OrderBy(p => p.Urgency)], noTurn);
    }

    /// <summary>Carries out what was claimed. The webhook's answer does not wait for it.</summary>
    /// <param name="saved">The row that the claim was saved in, if at hand.</param>
    public void Start(SessionKeeper keeper, Claim claim, SessionRow? saved)
    {
        if (claim.Attempts.Count == 0)
        {
            return;
        }

        var task = CarryOutAsync(keeper, claim, saved);
        if (!task.IsCompleted)
        {
            lock (_gate)
            {
                _underWay.Add(task);
            }

            _ = task.ContinueWith(
                done =>
                {
                    lock (_gate)
                    {
                        _underWay.Remove(done);
                    }
                },
                CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
    }

    /// <summary>Waits for what is under way, at a stop that leaves time for it.</summary>
    public Task FinishAsync()
    {
        lock (_gate)
        {
            return Task.WhenAll(_underWay.ToArray());
        }
    }

    /// <summary>What became of claims that ran out: asked of the phone company where the answer matters, done again where doing twice is once.</summary>
    public async Task<IReadOnlyList<Happening>> ReconcileAsync(Session session, DateTimeOffset now)
    {
        var looking = session.Pending.Where(p => p.ClaimedUntilUtc <= now).Select(async pending =>
        {
            log.ClaimRanOut(session.Id, pending.Attempt, pending.Intent.GetType().Name);
            figures.IntentOverdue(pending.Intent.GetType().Name);
            return await ResultsAsync(session, pending, async () => await worker.ReconcileAsync(session, pending));
        }).ToList();
        return [.. (await Task.WhenAll(looking)).SelectMany(found => found)];
    }

    /// <summary>One order that fails on our side takes nobody else's result with it: its claim runs out, and it is looked up.</summary>
    private async Task<IReadOnlyList<Happening>> ResultsAsync(Session session, Pending pending, Func<Task<IReadOnlyList<Happening>>> act)
    {
        try
        {
            return [.. (await act()).Select(what => new Happening.OfTry(pending.Attempt, pending.Tries, what))];
        }
#pragma warning disable CA1031 // See above.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.CarryingOutFailed(fault, session.Id);
            return [];
        }
    }

    /// <summary>All at once, so that one slow answer keeps nobody waiting; results are saved as they come.</summary>
    private async Task CarryOutAsync(SessionKeeper keeper, Claim claim, SessionRow? saved)
    {
        // The webhook that began this waits for it no longer: its deadline must not cut off what comes of it, and its call is another.
        StoreTime.EachItsOwn();
        using var about = log.About(Subject.Current with { SessionId = claim.Session.Id, CallSid = null, MessageSid = null });
        try
        {
            var running = claim.Attempts.Select(pending => ResultsAsync(claim.Session, pending, () =>
            {
                // A call is looked up before it is made again, and one too many is better than none; a text would be sent twice.
                TwilioPipelines.BeginUntil(pending.Intent is Intent.SendText or Intent.ScheduleText ? pending.ClaimedUntilUtc - ClocksDiffer : null);
                return worker.CarryOutAsync(claim.Session, pending);
            })).ToList();
            while (running.Count > 0)
            {
                if (!running.Exists(r => r.IsCompleted))
                {
                    await Task.WhenAny(running);
                }

                var done = running.Where(r => r.IsCompleted).ToList();
                running.RemoveAll(done.Contains);
                List<Happening> results = [];
                foreach (var task in done)
                {
                    results.AddRange(await task);
                }

                if (results.Count > 0)
                {
                    await keeper.CameOfItAsync(saved, claim.Session, results);
                    saved = null;
                }
            }
        }
#pragma warning disable CA1031 // Whatever went wrong here, the claim runs out and the session's wake-up takes it up again.
        catch (Exception fault)
#pragma warning restore CA1031
        {
            log.CarryingOutFailed(fault, claim.Session.Id);
        }
    }
}

/// <summary>At a stop, what is under way is finished while the store still stands. Registered before the sweep, so that it is stopped after it.</summary>
public sealed class OutreachDrain(OutreachDesk desk) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => desk.FinishAsync().WaitAsync(cancellationToken);
}

internal static partial class OutreachLog
{
    [LoggerMessage(2001, LogLevel.Warning, "Session {SessionId}: the claim on {Attempt} ({Intent}) ran out; it is looked up")]
    public static partial void ClaimRanOut(this ILogger log, string sessionId, string attempt, string intent);

    [LoggerMessage(2002, LogLevel.Error, "Session {SessionId}: carrying out failed; its wake-up takes it up again")]
    public static partial void CarryingOutFailed(this ILogger log, Exception fault, string sessionId);

    [LoggerMessage(2003, LogLevel.Warning, "Session {SessionId}: {Intent} of {Attempt} was refused: {Kind} {Code}, so {Consequence}")]
    public static partial void IntentRefused(this ILogger log, string sessionId, string attempt, string intent, FailureKind kind, int? code, Consequence consequence);
}
