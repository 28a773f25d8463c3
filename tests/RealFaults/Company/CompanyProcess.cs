using System.Globalization;
using System.Runtime.InteropServices;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using PhoneCompany;
using PhoneCompany.Messages;
using PhoneCompany.Voice;
using Simulation;

namespace RealFaults.Company;

/// <summary>
/// The phone company in a process of its own, on the world's time: its REST server for the program, the door through which callers act, and its
/// journal. It forgets everything when it is killed.
/// </summary>
internal static class CompanyProcess
{
    public const string Command = "company";

    /// <summary>Far faster than anybody speaks: minutes of this hold an evening.</summary>
    private const double SpeechCharactersPerSecond = 60;

    /// <summary>Runs until killed.</summary>
    /// <param name="folder">Where the service is written down.</param>
    /// <param name="seed">Of its identifiers, which no other process of it may have given out, and of what people do.</param>
    public static async Task<int> RunAsync(string folder, int seed)
    {
        var service = Service.Read(folder);
        using var journal = new Journal.Writer(service.Journal);
        using var network = new PhoneNetwork(
            new PhoneNetworkOptions
            {
                AccountSid = Service.AccountSid,
                AuthToken = service.AuthToken,
                Numbers = service.Numbers(),
                CallsPerSecond = Service.PerSecond,
                TextsPerSecond = Service.PerSecond,
                SpeechCharactersPerSecond = SpeechCharactersPerSecond,
                DialLatency = TimeSpan.FromMilliseconds(200),
                TextLatency = TimeSpan.FromMilliseconds(50),
                CarrierLatency = TimeSpan.FromMilliseconds(200),
                Seed = seed,
            },
            TimeProvider.System,
            new HttpMessageInvoker(new FrontEnd(service, journal)));
        Observe(network, journal);
        var people = new People(network, seed);

        var builder = SpotterBot.SpotterProgram.NewBuilder([]);
        builder.WebHost.UseUrls(service.CompanyUrl);
        builder.Logging.ClearProviders();
        await using var web = builder.Build();
        web.MapPost("/phones/{number}/texts", (string number, string body) => Done(() => network.Phone(number).Texts(body, Service.Line)));
        web.MapPost("/phones/{number}/calls", (string number) => Done(() => people.Calls(number)));
        web.MapPost("/phones/{number}/manner", (string number, bool answers) => Done(() => people.Takes(number, answers)));
        PhoneApi.Map(web, network.HandleRestAsync);
        await web.StartAsync();
        journal.Add(new Entry(TimeProvider.System.GetUtcNow(), Event.Began));
        var stopped = new TaskCompletionSource();
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, _ => stopped.TrySetResult());

        // The pipe from whoever started it closes with them.
        await Task.WhenAny(stopped.Task, Console.OpenStandardInput().CopyToAsync(Stream.Null));
        return 0;
    }

    private static IResult Done(Action act)
    {
        try
        {
            act();
            return Results.NoContent();
        }
        catch (InvalidOperationException cannot)
        {
            return Results.Conflict(cannot.Message);
        }
    }

    private static void Observe(PhoneNetwork network, Journal.Writer journal)
    {
        network.CallPlaced = call => journal.Add(Of(call, "placed"));
        network.CallChanged = call => journal.Add(Of(call, call.Status));
        network.TextSent = text =>
        {
            if (text.Direction == "outbound-api")
            {
                journal.Add(new Entry(Now(), Event.TextSent, text.To, text.Body) { Sid = text.Sid, Session = SessionOf(text.StatusCallback), Outbound = true });
            }
        };
        network.Watch(activity =>
        {
            var entry = activity.Kind switch
            {
                "text-in" => new Entry(activity.Utc, Event.TextArrived, activity.Phone, activity.Text),
                "heard" => OnCall(Event.Heard, activity),
                "pressed" => OnCall(Event.Pressed, activity),
                "violation" => new Entry(activity.Utc, Event.Violation, null, activity.Text),
                _ => null,
            };
            if (entry is not null)
            {
                journal.Add(entry);
            }
        });

        Entry OnCall(Event what, ActivityEntry activity) =>
            new(activity.Utc, what, activity.Phone, activity.Text) { Session = SessionOf(network.Phone(activity.Phone).Call?.StatusCallback) };
    }

    private static Entry Of(Call call, string status)
    {
        var outbound = call.Direction != "inbound";
        return new Entry(Now(), Event.Call, outbound ? call.To : call.From, status) { Sid = call.Sid, Session = SessionOf(call.StatusCallback), Outbound = outbound };
    }

    /// <summary>The session in the URL that a call's or a text's status is reported to.</summary>
    private static string? SessionOf(string? statusCallback)
    {
        var parts = statusCallback?.Split('/', '?', '#') ?? [];
        var at = Array.IndexOf(parts, "callbacks");
        return at >= 0 && at + 2 < parts.Length && parts[at + 1] is "call" or "text" ? parts[at + 2] : null;
    }

    private static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    /// <summary>What stands before several processes of the program: each webhook goes to the next that can be reached.</summary>
    private sealed class FrontEnd(Service service, Journal.Writer journal) : DelegatingHandler(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        ConnectTimeout = TimeSpan.FromSeconds(1),
        PooledConnectionLifetime = TimeSpan.FromSeconds(5),
    })
    {
        /// <summary>Whoever is told this is asked to send it once more.</summary>
        private const string Excuse = "wrong on our side";

        private int _turn;

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var form = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            var (path, ports) = (request.RequestUri!.PathAndQuery, service.ProgramPorts);
            for (var tried = 1; ; tried++)
            {
                var port = ports[(Interlocked.Increment(ref _turn) & int.MaxValue) % ports.Count].ToString(CultureInfo.InvariantCulture);
                request.RequestUri = new Uri($"http://127.0.0.1:{port}{path}", new UriCreationOptions { DangerousDisablePathAndQueryCanonicalization = true });
                try
                {
                    var response = await base.SendAsync(request, cancellationToken);
                    if (path == "/api/texts" && response.IsSuccessStatusCode && !(await response.Content.ReadAsStringAsync(cancellationToken)).Contains(Excuse, StringComparison.Ordinal))
                    {
                        var fields = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(form);
                        journal.Add(new Entry(Now(), Event.TextAnswered, fields["From"], fields["Body"]));
                    }

                    return response;
                }
                catch (HttpRequestException refused) when (refused.HttpRequestError == HttpRequestError.ConnectionError && tried < ports.Count)
                {
                    // Nobody listens there: the next.
                }
            }
        }
    }
}
