using System.Diagnostics;
using SpotterBot.Door;
using SpotterBot.Outreach;
using SpotterBot.Telephony;

namespace SpotterBot.Observability;

/// <summary>
/// Wraps what the program does, so that it can be watched: a span around it, its ids on every line, its outcome in the figures. What is
/// wrapped need not know, and nothing is measured that nobody listens to.
/// </summary>
public sealed class Telemetry(Figures figures, ILogger<Telemetry> log) : IDisposable
{
    private const string SessionTag = "spotterbot.session";
    private const string ResultTag = "spotterbot.result";

    private readonly ActivitySource _spans = new(Names.ActivitySource);

    public void Dispose() => _spans.Dispose();

    /// <summary>A webhook that passed the door, until it is answered.</summary>
    public async ValueTask<WebhookReply> WebhookAsync(string[] path, WebhookForm form, Func<ValueTask<WebhookReply>> answer)
    {
        using var about = log.About(Subject.Current with
        {
            SessionId = Subject.Id(Urls.SessionIn(path)),
            CallSid = Subject.Id(form["CallSid"]),
            MessageSid = Subject.Id(form["MessageSid"]),
        });
        using var span = Begin("webhook " + WebhookName(path), ActivityKind.Server);
        var reply = await answer();
        span?.SetTag("http.response.status_code", reply.Status);
        if (span?.Status == ActivityStatusCode.Unset)
        {
            span.SetTag(ResultTag, "ok");
        }

        return reply;
    }

    /// <summary>A webhook is answered with an excuse: by a fault, or because it takes too long.</summary>
    public void WebhookFailed(string[] path, string why)
    {
        figures.WebhookFailed(WebhookName(path), why);
        Failed(Activity.Current, why);
    }

    /// <summary>A session is woken.</summary>
    /// <param name="late">After the moment it was to be woken.</param>
    public async ValueTask WakeUpAsync(string sessionId, TimeSpan late, Func<ValueTask> wake)
    {
        figures.Woken(late);
        using var about = log.About(Subject.Current with { SessionId = sessionId });
        using var span = Begin("wake-up", ActivityKind.Internal);
        span?.SetTag("spotterbot.late_seconds", late.TotalSeconds);
        try
        {
            await wake();
            span?.SetTag(ResultTag, "ok");
        }
        catch (Exception fault)
        {
            Failed(span, fault.GetType().Name);
            throw;
        }
    }

    public async ValueTask<int> SweepAsync(Func<ValueTask<int>> sweep)
    {
        try
        {
            var woken = await sweep();
            figures.Swept("ok");
            return woken;
        }
        catch
        {
            figures.Swept("failed");
            throw;
        }
    }

    /// <summary>A request to the phone company, with all its repeats.</summary>
    /// <param name="sends">It orders a call or a text.</param>
    public async Task<Sent<T>> RequestAsync<T>(string operation, bool sends, Func<Task<Sent<T>>> request)
    {
        using var span = Begin("twilio " + operation, ActivityKind.Client);
        var sent = await request();
        var result = sent.GetType().Name;
        if (sends)
        {
            figures.Sent(operation, result);
        }

        span?.SetTag(ResultTag, result);
        if (sent.Why is { } failure)
        {
            span?.SetTag("http.response.status_code", failure.HttpStatus).SetTag("spotterbot.code", failure.Code);
            Failed(span, failure.Kind.ToString());
        }

        return sent;
    }

    /// <summary>The number was refused by our own guard: the phone company was not asked.</summary>
    public void SendGuarded(string operation) => figures.Sent(operation, "Guarded");

    /// <summary>A request to Table Storage, with all its repeats.</summary>
    public async ValueTask<T> StoreAsync<T>(string operation, string table, Func<ValueTask<T>> request, Func<T, string> result)
    {
        using var span = Begin($"store {operation} {table}", ActivityKind.Client);
        try
        {
            var answer = await request();
            span?.SetTag(ResultTag, result(answer));
            return answer;
        }
        catch (Exception fault)
        {
            Failed(span, fault.GetType().Name);
            throw;
        }
    }

    /// <summary>What follows is about this session, and so is the span of the webhook that turned out to be.</summary>
    public IDisposable Session(string sessionId)
    {
        if (Activity.Current is { } span && span.Source == _spans && span.GetTagItem(SessionTag) is null)
        {
            span.SetTag(SessionTag, sessionId);
        }

        return log.About(Subject.Current with { SessionId = sessionId });
    }

    private static string WebhookName(string[] path) => path is ["api", "voice" or "texts" or "callbacks", ..] ? path[1] : "unknown";

    /// <summary>Null, and no work done for it, where nobody listens.</summary>
    private Activity? Begin(string name, ActivityKind kind)
    {
        if (!_spans.HasListeners())
        {
            return null;
        }

        var span = Activity.Current is { } outer && outer.Source == _spans ? _spans.StartActivity(name, kind) : BeginOutermost(name, kind);
        var subject = Subject.Current;
        return span?.SetTag(SessionTag, subject.SessionId)
            .SetTag("spotterbot.call", subject.CallSid)
            .SetTag("spotterbot.message", subject.MessageSid)
            .SetTag("faas.invocation_id", subject.InvocationId);
    }

    /// <summary>
    /// The web server's own span is told to nobody; ours continues what that one continues: the trace that the host named in its request, or
    /// none. (A span under one that is not kept would not be kept either.)
    /// </summary>
    private Activity? BeginOutermost(string name, ActivityKind kind)
    {
        var continued = Activity.Current is { Parent: null } served && ActivityContext.TryParse(served.ParentId, null, isRemote: true, out var host) ? host : default;
        Activity.Current = null;
        return _spans.StartActivity(name, kind, continued);
    }

    private static void Failed(Activity? span, string why) => span?.SetTag(ResultTag, "failed").SetStatus(ActivityStatusCode.Error, why);
}
