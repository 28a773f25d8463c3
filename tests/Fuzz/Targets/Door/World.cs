using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using Fuzz.Inputs;
using PhoneCompany.Faults;
using PhoneCompany.People;
using PhoneCompany.Signing;
using Scenarios.Support;
using SpotterBot.Door;
using SpotterBot.Storage;

namespace Fuzz.Targets.Door;

/// <summary>The whole program with somebody's story under way, the same every time, and every webhook that the phone company has sent in it.</summary>
public sealed class World : IDisposable
{
    public const int Stages = 9;

    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string Place = "12 " + Words.Marker + " St apt 4, Hamilton, buzzer 12";

    private static readonly ConcurrentDictionary<int, IReadOnlyList<Knock>> Harvests = new();

    private readonly List<Knock> _harvest = [];

    public World(int stage)
    {
        S = new Scenario(store: Store);
        S.Network.Faults.OnWebhook(
            webhook =>
            {
                if (webhook.Url.StartsWith(Instance.BaseUrl, StringComparison.Ordinal))
                {
                    _harvest.Add(new Knock(
                        webhook.Url[Instance.BaseUrl.Length..], [.. webhook.Parameters.Select(p => (p.Key, p.Value))], [], 0, "POST", Knock.FormType));
                }

                return false;
            },
            WebhookFault.Drop());
        foreach (var someone in S.Everybody)
        {
            someone.MayBeRung().MayGet(".");
        }

        S.PeerA.Is(Behaviour.NoAnswer);
        S.PeerB.Is(Behaviour.NoAnswer);
        S.Ems.Is(Behaviour.NoAnswer);
        Tell(stage);
    }

    public Scenario S { get; }

    public MemoryRowStore Store { get; } = new();

    /// <summary>What the phone company has sent in a world of this stage.</summary>
    public static IReadOnlyList<Knock> HarvestOf(int stage) => Harvests.GetOrAdd(stage, static at =>
    {
        using var world = new World(at);
        return [.. world._harvest];
    });

    public static string Sign(string url, IEnumerable<(string Name, string Value)> form) =>
        WebhookSignature.Compute(Token, url, form.Select(f => KeyValuePair.Create(f.Name, f.Value)));

    /// <summary>Signed as the phone company would sign what arrives.</summary>
    public static string Sign(Knock knock) =>
        Sign(knock.Url, (WebhookForm.Parse(knock.Body(), 100_000, 1_000_000) ?? []).Select(f => (f.Key, f.Value)));

    /// <summary>The status, the content type and the body; null where no answer came within twenty seconds.</summary>
    public (int Status, string? Type, string Body)? Send(Knock knock, string? signature)
    {
        S.RunSeconds(knock.Wait);
        using var request = new HttpRequestMessage(new HttpMethod(knock.Method), knock.Url) { Content = new ByteArrayContent(knock.Body()) };
        request.Content.Headers.ContentType = knock.Type is null ? null : MediaTypeHeaderValue.Parse(knock.Type);
        if (signature is not null)
        {
            request.Headers.TryAddWithoutValidation(WebhookSignature.HeaderName, signature);
        }

        var answering = S.Program.AnswerAsync(request);
        if (!answering.IsCompleted && !S.RunUntil(() => answering.IsCompleted, TimeSpan.FromSeconds(20)))
        {
            return null;
        }

        using var reply = answering.GetAwaiter().GetResult();
        return ((int)reply.StatusCode, reply.Content.Headers.ContentType?.MediaType, reply.Content.ReadAsStringAsync().GetAwaiter().GetResult());
    }

    /// <summary>Promise 1, what a log may hold, and that nothing failed inside.</summary>
    public string? Fault()
    {
        if (S.ProgramLog.FirstOrDefault(l => l.Contains(" Error ", StringComparison.Ordinal) || l.Contains(" Critical ", StringComparison.Ordinal)) is { } error)
        {
            return error[(error.IndexOf(' ', StringComparison.Ordinal) + 1)..];
        }

        var index = new WakeUpIndex(Store, "read", S.Time);
        foreach (var (row, session) in S.OpenSessions())
        {
            if (session.Open && (row.WakeKey is not { } key || !index.StandsAsync(key).AsTask().GetAwaiter().GetResult()))
            {
                return "A session is open and nothing wakes it.";
            }
        }

        string[] personal = [Words.Marker, .. S.Everybody.Select(a => a.Number[1..])];
        return S.JsonLog.FirstOrDefault(l => personal.Any(p => l.Contains(p, StringComparison.Ordinal))) is { } line ? $"The log holds something of somebody's: {line}"
            : S.Network.Unobserved.Count > 0 ? S.Network.Unobserved[0].ToString()
            : null;
    }

    public void Dispose()
    {
        S.Program.Kill();
        S.ErrorsExpected = true;
        try
        {
            S.Dispose();
        }
        catch (Xunit.Sdk.XunitException)
        {
            // Documents and orders that only a forger's webhooks led to are looked at above.
        }
    }

    private void Tell(int stage)
    {
        switch (stage)
        {
            case 0:
                S.Caller.Texts("SPOT 2 at " + Place);
                S.RunSeconds(5);
                break;
            case 1:
                S.Caller.Texts("SPOT 2 at " + Place);
                S.RunToCheckIn();
                S.RunSeconds(4);
                break;
            case 2:
                S.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("I'm with you from now");
                S.Caller.Texts("AT " + Place);
                break;
            case 3:
                S.Caller.Is(Behaviour.NoAnswer).Texts("SPOT 2 at " + Place);
                S.RunToCheckIn();
                S.RunSeconds(80);
                break;
            case 4:
                S.Caller.Calls().Hears("Press 1 and I start").Presses("1").Hears("I'm with you from now");
                S.Caller.Texts("AT " + Place);
                S.PeerA.Is(Behaviour.Manual);
                S.Caller.Presses("9");
                S.PeerA.IsRung().Answers().Hears("Press 1").Presses("1");
                S.Ems.Is(Behaviour.Manual);
                S.RunSeconds(5);
                break;
            case 5:
                S.Caller.Calls().Hears("Press 1 and I start");
                break;
            case 6:
                S.Caller.Texts("SPOT 2 at " + Place);
                S.Caller.Texts("SPOT").Texts("SECOND");
                S.Caller.Texts("A DONE");
                S.RunSeconds(10);
                break;
            case 7:
                S.Caller.Texts("SOS " + Place);
                S.Friend.Texts("SOS " + Place);
                S.Ems.IsRung();
                S.RunSeconds(5);
                S.EmsBackup.Calls(Scenario.EmsLine).Hears("More than one case is open.*More than one case is open");
                break;
            default:
                S.PeerA.Is(Behaviour.Manual).Texts("DRILL 4");
                S.PeerA.IsRung().Answers().Hears("Press 1 to take the drill").Presses("1").Hears("Drill. The caller", within: 60).Presses("*").Hears("9 ambulance");
                break;
        }
    }
}
