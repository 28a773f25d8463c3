using System.Net;
using System.Text;
using System.Text.Json;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using SpotterBot.Storage;
using SpotterBot.Tests.Telephony;

namespace SpotterBot.Tests.Storage.Tables;

internal enum Loss
{
    None,

    /// <summary>It never arrives.</summary>
    Request,

    /// <summary>It arrives and is done, and nobody hears so.</summary>
    Answer,
}

/// <summary>Between the client and a real service: loses what it is told to, as networks do.</summary>
internal sealed class LossyWire() : DelegatingHandler(new SocketsHttpHandler())
{
    /// <summary>Of each request, counted from 1, what gets lost. Making tables is not counted and never lost.</summary>
    public Func<int, Loss> Loses { get; set; } = _ => Loss.None;

    /// <summary>Done after the first loss, before the request is repeated: what somebody else does meanwhile.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public int Requests { get; set; }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.AbsolutePath.EndsWith("/Tables", StringComparison.Ordinal))
        {
            return await base.SendAsync(request, cancellationToken);
        }

        var loss = Loses(++Requests);
        var answer = loss == Loss.Request ? null : await base.SendAsync(request, cancellationToken);
        if (loss == Loss.None)
        {
            return answer!;
        }

        answer?.Dispose();
        var (meanwhile, _) = (Meanwhile, Meanwhile = null);
        await (meanwhile?.Invoke() ?? Task.CompletedTask);
        throw new HttpRequestException("Lost on the way.");
    }
}

/// <summary>A request as the service saw it.</summary>
internal sealed record SeenRequest(HttpMethod Method, string Target, IReadOnlyDictionary<string, string> Headers, string Body)
{
    public static async Task<SeenRequest> OfAsync(HttpRequestMessage request) => new(
        request.Method,
        request.RequestUri!.PathAndQuery,
        request.Headers.Concat(request.Content?.Headers.AsEnumerable() ?? []).ToDictionary(h => h.Key, h => string.Join(',', h.Value), StringComparer.OrdinalIgnoreCase),
        request.Content is null ? "" : await request.Content.ReadAsStringAsync());
}

/// <summary>A service that answers what it was told to, in order, the last over and over.</summary>
internal sealed class ScriptedService(params Func<HttpResponseMessage>[] answers) : HttpMessageHandler
{
    public List<SeenRequest> Seen { get; } = [];

    public static Func<HttpResponseMessage> Answer(HttpStatusCode status, string body = "", params (string Name, string Value)[] headers) => () =>
    {
        var response = new HttpResponseMessage(status) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        foreach (var (name, value) in headers)
        {
            response.Headers.TryAddWithoutValidation(name, value);
        }

        return response;
    };

    public static Func<HttpResponseMessage> Refusal(HttpStatusCode status, string code, string message = "No.") =>
        Answer(status, JsonSerializer.Serialize(new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["odata.error"] = new { code, message = new { lang = "en-US", value = message + "\nRequestId:1\nTime:2" } },
        }));

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Seen.Add(await SeenRequest.OfAsync(request));
        return answers[Math.Min(Seen.Count, answers.Length) - 1]();
    }
}

/// <summary>A service without rows that takes its time, which it does by moving the clock itself.</summary>
internal sealed class SlowService(ManualTime time, TimeSpan takes) : HttpMessageHandler
{
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(0.1);

    public int Requests { get; private set; }

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        Requests++;
        for (var taken = TimeSpan.Zero; taken < takes; taken += Step)
        {
            cancellationToken.ThrowIfCancellationRequested();
            time.Advance(Step);
        }

        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult((request.Method == HttpMethod.Get, request.RequestUri!.AbsolutePath.EndsWith("()", StringComparison.Ordinal)) switch
        {
            (true, true) => ScriptedService.Answer(HttpStatusCode.OK, """{"value":[]}""")(),
            (true, false) => ScriptedService.Refusal(HttpStatusCode.NotFound, "ResourceNotFound")(),
            _ => ScriptedService.Answer(HttpStatusCode.NoContent, headers: ("ETag", "W/\"1\""))(),
        });
    }
}

internal static class Connect
{
    /// <summary>An account at an address where nobody is: the handler answers.</summary>
    public const string Nowhere = $"AccountName=account;AccountKey={Azurite.Key};TableEndpoint=https://account.table.example.net";

    /// <summary>By this wire, and without the waits between tries.</summary>
    public static TableClientOptions By(this TableClientOptions options, HttpMessageHandler wire)
    {
        options.Transport = new HttpClientTransport(wire);
        options.Retry.Delay = TimeSpan.Zero;
        options.Retry.MaxDelay = TimeSpan.Zero;
        return options;
    }

    public static TableClient Client(HttpMessageHandler wire, TimeProvider? time = null) =>
        new TableServiceClient(Nowhere, new TableClientOptions { Time = time ?? TimeProvider.System }.By(wire)).GetTableClient("things");

    public static TableRowStore Store(HttpMessageHandler wire, TimeProvider? time = null, string connection = Nowhere) =>
        new(options => new TableServiceClient(connection, options.By(wire)), time ?? TimeProvider.System);
}
