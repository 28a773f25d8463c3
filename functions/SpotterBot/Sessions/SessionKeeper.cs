using SpotterBot.DeadMansSwitch;
using SpotterBot.Decisions;
using SpotterBot.Decisions.Sessions;
using SpotterBot.Decisions.Speech;
using SpotterBot.Observability;
using SpotterBot.Outreach;
using SpotterBot.Storage;

namespace SpotterBot.Sessions;

/// <summary>The pure core as the program calls it; a simulation can put one with a deliberate defect in its place.</summary>
public delegate Decision DecideOn(Session session, Happening happening, Facts facts, DateTimeOffset nowUtc);

/// <summary>
/// The way of one event: load, decide, save conditionally, then carry out. Whoever loses the race reloads and decides again.
/// This is also the one place where a repeated webhook is recognised: its key stands in the write that its first coming made.
/// </summary>
public sealed class SessionKeeper(
    DecideOn decide, SessionRows rows, SessionCodec codec, SessionJournal journal, FactsReader facts, OutreachDesk outreach, ServiceSwitch deadMansSwitch,
    Telemetry telemetry, TimeProvider time,
    ILogger<SessionKeeper> log)
{
    private const int RacesAtMost = 40;

    /// <summary>So long a wake-up waits for what the phone company knows of calls and texts whose answers never came.</summary>
    private static readonly TimeSpan LookUpPatience = TimeSpan.FromSeconds(2);

    /// <summary>Decides on what happened. Null where there is no such session.</summary>
    /// <param name="webhookKey">Names the webhook; a repeat gets the first answer and changes nothing.</param>
    public ValueTask<Answer?> HandleAsync(string sessionId, string? webhookKey, params IReadOnlyList<Happening> happenings) =>
        HandleAsync(sessionId, webhookKey, null, happenings);

    /// <summary>What came of orders that were carried out since the session was saved so: if nobody else saved it meanwhile it need not be read again.</summary>
    public ValueTask<Answer?> CameOfItAsync(SessionRow? saved, Session session, IReadOnlyList<Happening> happenings) =>
        HandleAsync(session.Id, null, saved is null ? null : new Loaded(saved, session), happenings);

    /// <param name="loaded">The session as it was just read; null: it is read here.</param>
    private async ValueTask<Answer?> HandleAsync(string sessionId, string? webhookKey, Loaded? loaded, IReadOnlyList<Happening> happenings)
    {
        using var about = telemetry.Session(sessionId);
        var slots = outreach.NewSlots();
        for (var race = 0; race < RacesAtMost; race++)
        {
            if ((race == 0 ? loaded : null) is not { } from)
            {
                if (await rows.LoadAsync(sessionId) is not { } read)
                {
                    return null;
                }

                from = new Loaded(read, codec.Open(read.Id, read.State));
            }

            var (row, session) = from;
            if (webhookKey is not null && session.Seen.FirstOrDefault(s => s.Key == webhookKey) is { } seen)
            {
                log.WebhookRepeated(sessionId);
                return seen.Answer;
            }

            var now = time.GetUtcNow();
            var known = await facts.ForAsync(session, session.Kind, now);
            var entries = new List<HistoryEntry>();
            var answer = Answer.None;
            var firstSequence = session.HistoryCount;
            foreach (var happening in happenings)
            {
                var decision = decide(session, happening, known, now);
                session = decision.Session;
                answer = decision.Answer is Answer.Nothing ? answer : decision.Answer;
                entries.AddRange(decision.History);
            }

            if (webhookKey is not null)
            {
                session = Decider.Remember(session, webhookKey, answer);
            }

            var claim = await outreach.ClaimAsync(session, now, slots);
            var open = IsOpen(claim, known.Timing);
            var saved = await rows.CommitAsync(row, codec.Seal(claim.Session), NextWake(claim, known.Timing, now), open);
            if (saved is null)
            {
                slots.BeginAgain();
                continue;
            }

            var books = BooksAsync(sessionId, async () =>
            {
                await rows.TidyAsync(row, saved, open);
                await journal.RecordAsync(sessionId, firstSequence, entries);
                await slots.ReturnAsync(from.Session.Pending, claim.Session.Pending);
            });
            outreach.Start(this, claim, saved);
            await books;
            return answer;
        }

        await BooksAsync(sessionId, () => slots.ReturnAsync([], []));
        log.RacesLost(sessionId, RacesAtMost);
        throw new InvalidOperationException($"Session {sessionId} was changed by others {RacesAtMost} times in a row.");
    }

    /// <summary>Begins a session. The repeat of the webhook that began it finds it there, and gets its first answer.</summary>
    public async ValueTask<Answer> StartAsync(Beginning beginning, string webhookKey, params IReadOnlyList<Happening> then)
    {
        using var about = telemetry.Session(beginning.Id);
        var now = time.GetUtcNow();
        var known = await facts.ForAsync(null, beginning.Kind, now);
        var decision = Decider.Start(beginning, known, now);
        var session = decision.Session;
        var entries = decision.History.ToList();
        var answer = decision.Answer;
        foreach (var happening in then)
        {
            decision = decide(session, happening, known, now);
            session = decision.Session;
            answer = decision.Answer is Answer.Nothing ? answer : decision.Answer;
            entries.AddRange(decision.History);
        }

        session = Decider.Remember(session, webhookKey, answer);
        var slots = outreach.NewSlots();
        var claim = await outreach.ClaimAsync(session, now, slots);
        if (!await rows.CreateAsync(session.Id, codec.Seal(claim.Session), NextWake(claim, known.Timing, now)!.Value))
        {
            slots.BeginAgain();
            await BooksAsync(session.Id, () => slots.ReturnAsync([], []));
            return await HandleAsync(session.Id, webhookKey, new Happening.TimePassed()) ?? Answer.None;
        }

        log.SessionStarted(session.Id);
        deadMansSwitch.SessionBegan();
        var books = BooksAsync(session.Id, () => journal.RecordAsync(session.Id, 0, entries));
        outreach.Start(this, claim, null);
        await books;
        return answer;
    }

    /// <summary>What is written once the decision stands. The orders that it claimed wait for none of it, and fail with none of it.</summary>
    private async Task BooksAsync(string sessionId, Func<ValueTask> write)
    {
        try
        {
            await write();
        }
        catch (Exception fault) when (fault is IOException or TimeoutException)
        {
            log.BooksBehind(fault, sessionId);
        }
    }

    /// <summary>The session as it stands, for reading; null where there is none.</summary>
    public async ValueTask<Session?> ReadAsync(string sessionId) =>
        await rows.LoadAsync(sessionId) is { } row ? codec.Open(row.Id, row.State) : null;

    /// <summary>
    /// A wake-up fell due: what was claimed and never reported is looked up first, then every deadline is acted on. Deadlines do not wait long for a
    /// phone company that does not answer: what it says then is taken in afterwards.
    /// </summary>
    /// <param name="row">As it was just read.</param>
    /// <param name="afterGap">Nobody was there for a while: what the phone company reported of its lines never came, and is asked for.</param>
    public async ValueTask WakeAsync(SessionRow row, bool afterGap = false)
    {
        var loaded = new Loaded(row, codec.Open(row.Id, row.State));
        Happening[] now = afterGap && loaded.Session.LiveLegs.Any() ? [new Happening.OutOfTouch(), new Happening.TimePassed()] : [new Happening.TimePassed()];
        var lookedUp = outreach.ReconcileAsync(loaded.Session, time.GetUtcNow());
        if (lookedUp.IsCompleted || await Task.WhenAny(lookedUp, Task.Delay(LookUpPatience, time)) == lookedUp)
        {
            await HandleAsync(row.Id, null, loaded, [.. await lookedUp, .. now]);
            return;
        }

        await HandleAsync(row.Id, null, loaded, now);
        if (await lookedUp is { Count: > 0 } late)
        {
            await HandleAsync(row.Id, null, null, late);
        }
    }

    /// <summary>Nobody was there for a while: a session with lines open asks the phone company what became of them.</summary>
    public async ValueTask CatchUpAsync(string sessionId)
    {
        if (await ReadAsync(sessionId) is { } session && session.LiveLegs.Any())
        {
            await HandleAsync(sessionId, null, new Happening.OutOfTouch());
        }
    }

    private readonly record struct Loaded(SessionRow Row, Session Session);

    private static DateTimeOffset? NextWake(Claim claim, Timing timing, DateTimeOffset now)
    {
        var next = Decider.NextWake(claim.Session, timing);
        return claim.HasNoTurn && (next is null || next > now + OutreachDesk.PaceLook) ? now + OutreachDesk.PaceLook : next;
    }

    private static bool IsOpen(Claim claim, Timing timing) => Decider.NextWake(claim.Session, timing) is not null;
}
