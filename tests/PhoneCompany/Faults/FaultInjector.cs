using System.Net;
using PhoneCompany.Messages;
using PhoneCompany.Webhooks;

namespace PhoneCompany.Faults;

/// <summary>What goes wrong with a REST request of the program.</summary>
public abstract record RestFault
{
    private RestFault()
    {
    }

    /// <summary>Answers with an error and does nothing else. 429 comes as code 20429 unless another is given.</summary>
    public static RestFault Status(HttpStatusCode status, int? code = null) => new Refuse(status, code);

    /// <summary>Asking again would change nothing.</summary>
    public bool IsForGood => this is Refuse { Code: >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError and not HttpStatusCode.TooManyRequests };

    /// <summary>The request is lost: nothing happens, and no response ever comes.</summary>
    public static RestFault LostRequest() => new Lose(AfterEffect: false);

    /// <summary>The request is carried out, and its response never comes: the ambiguous create.</summary>
    public static RestFault LostResponse() => new Lose(AfterEffect: true);

    /// <summary>The request is carried out at once, and its response comes late.</summary>
    public static RestFault Slow(TimeSpan by) => new Late(by);

    /// <summary>The connection breaks at once, before or after the request was carried out.</summary>
    public static RestFault ConnectionReset(bool afterEffect = false) => new Reset(afterEffect);

    internal sealed record Refuse(HttpStatusCode Code, int? TwilioCode) : RestFault;

    internal sealed record Lose(bool AfterEffect) : RestFault;

    internal sealed record Late(TimeSpan By) : RestFault;

    internal sealed record Reset(bool AfterEffect) : RestFault;
}

/// <summary>What goes wrong with a request of the phone company to the program.</summary>
public abstract record WebhookFault
{
    private WebhookFault()
    {
    }

    /// <summary>It never reaches the program.</summary>
    public static WebhookFault Drop() => new Lost(ReachesProgram: false);

    /// <summary>It reaches the program, and the reply is lost.</summary>
    public static WebhookFault LoseReply() => new Lost(ReachesProgram: true);

    /// <summary>It comes late; later ones overtake it.</summary>
    public static WebhookFault Delay(TimeSpan by) => new Late(by);

    /// <summary>It comes twice, the second time after <paramref name="after"/>; the second reply is ignored.</summary>
    public static WebhookFault Duplicate(TimeSpan after = default) => new Twice(after);

    /// <summary>It gets lost on the way, is given up, and reaches the program after all when nobody waits for a reply.</summary>
    public static WebhookFault Stray(TimeSpan after) => new Strays(after);

    /// <summary>Something between the two answers in the program's place.</summary>
    public static WebhookFault Status(HttpStatusCode status) => new Answer(status);

    internal sealed record Lost(bool ReachesProgram) : WebhookFault;

    internal sealed record Late(TimeSpan By) : WebhookFault;

    internal sealed record Twice(TimeSpan After) : WebhookFault;

    internal sealed record Strays(TimeSpan After) : WebhookFault;

    internal sealed record Answer(HttpStatusCode Code) : WebhookFault;
}

/// <summary>What a carrier does with a text of the program's.</summary>
/// <param name="After">It arrives so long after the carrier took it.</param>
/// <param name="Again">And once more so long after that; null: once is all.</param>
public sealed record CarrierFault(TimeSpan After, TimeSpan? Again = null);

/// <summary>
/// Rules for what goes wrong. The first rule that matches and has not been used up applies; it can be called off by disposing it.
/// </summary>
public sealed class FaultInjector
{
    private readonly List<Func<RestRequest, RestFault?>> _restChoosers = [];
    private readonly List<Func<WebhookRequest, WebhookFault?>> _webhookChoosers = [];

    private readonly List<Func<Message, CarrierFault?>> _carrierChoosers = [];

    private readonly Lock _gate = new();
    private readonly List<Rule<RestRequest, RestFault>> _rest = [];
    private readonly List<Rule<WebhookRequest, WebhookFault>> _webhooks = [];

    public IDisposable OnRest(Func<RestRequest, bool> when, RestFault fault, int times = int.MaxValue) => Add(_rest, when, fault, times);

    public IDisposable OnWebhook(Func<WebhookRequest, bool> when, WebhookFault fault, int times = int.MaxValue) =>
        Add(_webhooks, when, fault, times);

    /// <summary>Asked about every request that no rule applied to: the first fault that one chooses applies.</summary>
    public void ChooseOnRest(Func<RestRequest, RestFault?> choose) => _restChoosers.Add(choose);

    /// <inheritdoc cref="ChooseOnRest"/>
    public void ChooseOnWebhook(Func<WebhookRequest, WebhookFault?> choose) => _webhookChoosers.Add(choose);

    /// <summary>Asked about every text that a carrier takes.</summary>
    public void ChooseOnCarrier(Func<Message, CarrierFault?> choose) => _carrierChoosers.Add(choose);

    internal CarrierFault? For(Message text) => Choose(_carrierChoosers, text);

    internal RestFault? For(RestRequest request) => Find(_rest, request) ?? Choose(_restChoosers, request);

    internal WebhookFault? For(WebhookRequest request) => Find(_webhooks, request) ?? Choose(_webhookChoosers, request);

    private static TFault? Choose<TRequest, TFault>(List<Func<TRequest, TFault?>> choosers, TRequest request)
        where TFault : class
    {
        foreach (var choose in choosers)
        {
            if (choose(request) is { } fault)
            {
                return fault;
            }
        }

        return null;
    }

    private Rule<TRequest, TFault> Add<TRequest, TFault>(
        List<Rule<TRequest, TFault>> rules, Func<TRequest, bool> when, TFault fault, int times)
    {
        ArgumentNullException.ThrowIfNull(when);
        var rule = new Rule<TRequest, TFault>(when, fault) { Left = times };
        lock (_gate)
        {
            rules.Add(rule);
        }

        return rule;
    }

    private TFault? Find<TRequest, TFault>(List<Rule<TRequest, TFault>> rules, TRequest request)
        where TFault : class
    {
        lock (_gate)
        {
            foreach (var rule in rules)
            {
                if (rule.Left > 0 && rule.When(request))
                {
                    rule.Left--;
                    return rule.Fault;
                }
            }

            return null;
        }
    }

    private sealed class Rule<TRequest, TFault>(Func<TRequest, bool> when, TFault fault) : IDisposable
    {
        public Func<TRequest, bool> When => when;

        public TFault Fault => fault;

        public int Left { get; set; }

        public void Dispose() => Left = 0;
    }
}

/// <summary>A REST request of the program, as the fault rules and the log see it.</summary>
public sealed record RestRequest
{
    public required string Method { get; init; }

    /// <summary>Path below the account, without <c>.json</c>: <c>Calls</c>, <c>Calls/CA...</c>, <c>Conferences/CF.../Participants</c>.</summary>
    public required string Resource { get; init; }

    /// <summary>Form fields of a POST, query of a GET, in order, repeated keys repeated.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Parameters { get; init; }

    public required DateTimeOffset Utc { get; init; }

    /// <summary>The first value of a parameter, or null.</summary>
    public string? this[string name] => Parameters.FirstOrDefault(pair => pair.Key == name) is { Key: not null } pair ? pair.Value : null;

    /// <summary>A call being placed.</summary>
    public bool CreatesCall => Method == "POST" && Resource == "Calls";

    /// <summary>A text being sent.</summary>
    public bool CreatesMessage => Method == "POST" && Resource == "Messages";
}
