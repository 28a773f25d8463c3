using System.Net;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Fuzz.Engine;
using Fuzz.Inputs;
using Microsoft.Extensions.DependencyInjection;
using PhoneCompany.Time;
using SpotterBot.Storage;
using SpotterBot.Telephony;

namespace Fuzz.Targets;

/// <summary>What a service outside answers.</summary>
/// <param name="Operation">What it was asked.</param>
/// <param name="ETag">In the header; null: none.</param>
public sealed record OutsideAnswer(int Operation, int Status, string Body, string? ETag);

/// <summary>Whatever a service outside answers, it is taken for what it is.</summary>
public abstract class AnswerTarget(string name, int operations, string[] right) : Target<OutsideAnswer>(name)
{
    private static readonly int[] Statuses = [200, 200, 200, 201, 204, 206, 301, 400, 401, 403, 404, 404, 409, 412, 416, 429, 500, 502, 503];

    protected override OutsideAnswer Make(Random random)
    {
        var body = right[random.Next(right.Length)];
        return new OutsideAnswer(
            random.Next(operations),
            Statuses[random.Next(Statuses.Length)],
            random.Next(10) switch { 0 => "", 1 => "<html>", 2 => body, _ => Json.Mutated(random, body) },
            random.Next(3) == 0 ? null : "W/\"datetime'2026-01-01T00%3A00%3A00Z'\"");
    }

    protected override IEnumerable<OutsideAnswer> Smaller(OutsideAnswer input) => input.Body.Shorter().Select(body => input with { Body = body });

    protected override string Show(OutsideAnswer input) => $"operation {input.Operation}, status {input.Status}, ETag {input.ETag}, {Escaped.Literal(input.Body)}";

    /// <summary>Says the same whatever it is asked.</summary>
    protected sealed class Sayer(OutsideAnswer answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var response = new HttpResponseMessage((HttpStatusCode)answer.Status) { Content = new StringContent(answer.Body, Encoding.UTF8, "application/json"), RequestMessage = request };
            if (answer.ETag is { } tag)
            {
                response.Headers.TryAddWithoutValidation("ETag", tag);
            }

            return Task.FromResult(response);
        }
    }
}

/// <summary>The phone company answers: an outcome comes of it, within the time there is.</summary>
public sealed class TwilioTarget() : AnswerTarget("twilio", Operations.Length,
[
    """{"sid":"CA00000000000000000000000000000001","status":"queued","to":"+15551234567","from":"+15550001111","direction":"outbound-api","parent_call_sid":null,"answered_by":null,"date_created":"Mon, 02 Mar 2026 12:00:00 +0000","start_time":null,"duration":"12","queue_time":"0"}""",
    """{"sid":"SM00000000000000000000000000000001","status":"accepted","to":"+15551234567","from":null,"body":"Still with me?","num_segments":"1","error_code":null,"date_created":"Mon, 02 Mar 2026 12:00:00 +0000","date_sent":null}""",
    """{"calls":[{"sid":"CA00000000000000000000000000000001","status":"in-progress","to":"+15551234567","date_created":"Mon, 02 Mar 2026 12:00:00 +0000"}],"messages":[{"sid":"SM1","body":"Still with me?","to":"+15551234567","date_created":"Mon, 02 Mar 2026 12:00:00 +0000"}],"next_page_uri":null,"page":0}""",
    """{"conferences":[{"sid":"CF00000000000000000000000000000001","friendly_name":"r","status":"in-progress"}],"participants":[{"call_sid":"CA1","conference_sid":"CF1","muted":false,"hold":false,"end_conference_on_exit":true,"status":"connected"}],"recordings":[{"sid":"RE1","call_sid":"CA1"}],"next_page_uri":"/2010-04-01/Accounts/AC1/Calls.json?Page=1"}""",
    """{"code":21610,"message":"Attempt to send to unsubscribed recipient","more_info":"https://www.twilio.com/docs/errors/21610","status":400}""",
    """{"balance":"12.34","currency":"USD"}""",
])
{
    private const string Sid = "CA00000000000000000000000000000001";

    private static readonly Func<TwilioClient, Task>[] Operations =
    [
        c => c.CreateCallAsync(new CreateCall("+15551234567", "+15550001111", "https://h/answered")),
        c => c.CreateMessageAsync(new CreateMessage("+15551234567", "Still with me?") { From = "+15550001111" }),
        c => c.FetchCallAsync(Sid),
        c => c.RedirectCallAsync(Sid, "https://h/next"),
        c => c.CancelCallAsync(Sid),
        c => c.ListConferencesAsync("r"),
        c => c.ListParticipantsAsync("CF00000000000000000000000000000001"),
        c => c.ListRecordingsAsync(Sid),
        c => c.FetchRecordingAsync("RE00000000000000000000000000000001"),
        c => c.DeleteRecordingAsync("RE00000000000000000000000000000001"),
        c => c.RedactMessageAsync("SM00000000000000000000000000000001"),
        c => c.FindMessageAsync("+15551234567", DateTimeOffset.UnixEpoch, "Still with me?"),
        c => c.FetchBalanceAsync(),
    ];

    protected override string? Fault(OutsideAnswer input)
    {
        var time = new VirtualTime();
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddSingleton(new Jitter(() => 0.5));
        services.AddLogging();
        services.AddTelephony(new TwilioOptions { AccountSid = "AC00000000000000000000000000000001", AuthToken = "token", Numbers = ["+15550001111"] });
        services.AddHttpClient(TwilioClient.HttpClientName).ConfigurePrimaryHttpMessageHandler(() => new Sayer(input));
        using var provider = services.BuildServiceProvider();
        var asking = Operations[input.Operation](provider.GetRequiredService<TwilioClient>());
        if (!time.AdvanceUntil(() => asking.IsCompleted, TimeSpan.FromSeconds(30)))
        {
            return "Thirty seconds later nothing had come of it.";
        }

        asking.GetAwaiter().GetResult();
        return null;
    }
}

/// <summary>Table Storage answers: a row, a word about the write, or the one exception that the store has for its callers.</summary>
public sealed class TablesTarget() : AnswerTarget("tables", 5,
[
    """{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"r","Timestamp":"2026-01-01T00:00:00Z","version@odata.type":"Edm.Int64","version":"7","state0@odata.type":"Edm.Binary","state0":"AAEC","nextWake@odata.type":"Edm.DateTime","nextWake":"2026-01-01T00:00:00Z","who":"x","flag":true,"writeIds@odata.type":"Edm.Binary","writeIds":"AAAA"}""",
    """{"value":[{"odata.etag":"W/\"1\"","PartitionKey":"p","RowKey":"r","Timestamp":"2026-01-01T00:00:00Z","chunks@odata.type":"Edm.Int64","chunks":"1","id@odata.type":"Edm.Guid","id":"00000000-0000-0000-0000-000000000000","part@odata.type":"Edm.Double","part":"0.5"}]}""",
    """{"odata.error":{"code":"EntityAlreadyExists","message":{"lang":"en-US","value":"There."}}}""",
    """{"odata.error":{"code":"UpdateConditionNotSatisfied","message":{"lang":"en-US","value":"No."}}}""",
])
{
    private const string Nowhere = "AccountName=account;AccountKey=a2V5;TableEndpoint=https://account.table.example.net";

    protected override string? Fault(OutsideAnswer input)
    {
        var store = new TableRowStore(
            options =>
            {
                options.Transport = new HttpClientTransport(new Sayer(input));
                options.Retry.Delay = TimeSpan.Zero;
                options.Retry.MaxDelay = TimeSpan.Zero;
                options.Retry.MaxRetries = 1;
                return new TableServiceClient(Nowhere, options);
            },
            TimeProvider.System);
        var row = Row.New("p", "r", ("who", "x")) with { ETag = "W/\"0\"" };
        try
        {
            _ = input.Operation switch
            {
                0 => Done(store.GetAsync("things", "p", "r")) as object,
                1 => Done(store.QueryAsync("things", "p", "!", "~", 10)),
                2 => Done(store.InsertAsync("things", row)),
                3 => Done(store.ReplaceAsync("things", row)),
                _ => Done(store.DeleteAsync("things", "p", "r", row.ETag)),
            };
        }
        catch (IOException)
        {
            // What its callers know how to bear.
        }

        return null;
    }

    private static T Done<T>(ValueTask<T> task) => task.AsTask().GetAwaiter().GetResult();
}
