using System.Diagnostics;
using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using SpotterBot;
using SpotterBot.Decisions;
using SpotterBot.Observability;

namespace GoingLive.Infrastructure;

/// <summary>The templates as the real compiler makes them, and that what they name is there in the program.</summary>
public sealed class BicepTests : IClassFixture<CompiledTemplate>
{
    private const string LogLines = @"Message has(?:_any)? \(?([^|)]+)";

    private readonly CompiledTemplate _template;

    public BicepTests(CompiledTemplate template)
    {
        Assert.SkipWhen(template.Missing is not null, template.Missing ?? "");
        _template = template;
    }

    [Fact]
    public void The_compiler_has_nothing_to_say() => Assert.Equal("", _template.Diagnostics);

    [Fact]
    public void No_storage_account_takes_a_key_or_shows_anything_to_strangers()
    {
        var accounts = _template.Of("Microsoft.Storage/storageAccounts").ToList();
        Assert.Equal(2, accounts.Count);
        Assert.All(accounts, account =>
        {
            var properties = account.GetProperty("properties");
            Assert.False(properties.GetProperty("allowSharedKeyAccess").GetBoolean());
            Assert.False(properties.GetProperty("allowBlobPublicAccess").GetBoolean());
            Assert.True(properties.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        });
    }

    [Fact]
    public void The_app_may_do_what_it_needs_and_no_more()
    {
        var rights = _template.Of("Microsoft.Authorization/roleAssignments")
            .Where(r => r.GetProperty("properties").GetProperty("principalId").GetString()!.Contains("identity.principalId", StringComparison.Ordinal))
            .Select(r => Regex.Match(r.GetProperty("properties").GetProperty("roleDefinitionId").GetString()!, @"variables\('roles'\)\.(\w+)").Groups[1].Value)
            .Order();
        Assert.Equal(["blobOwner", "metricsPublisher", "secretsUser", "tableContributor"], rights);
    }

    [Fact]
    public void Calls_and_wake_ups_find_an_instance_awake()
    {
        var ready = _template.Of("Microsoft.Web/sites").Single()
            .GetProperty("properties").GetProperty("functionAppConfig").GetProperty("scaleAndConcurrency").GetProperty("alwaysReady")
            .EnumerateArray().Select(r => r.GetProperty("name").GetString()!).ToList();
        Assert.Equal(["http", "function:WakeUp"], ready);
        Assert.Contains("WakeUp", Functions());
    }

    [Fact]
    public void Nothing_is_set_that_this_plan_refuses()
    {
        var app = Repository.Read("infra", "main.bicep");
        foreach (var refused in new[] { "FUNCTIONS_WORKER_RUNTIME", "FUNCTIONS_EXTENSION_VERSION", "WEBSITE_", "SCM_DO_BUILD_DURING_DEPLOYMENT", "AzureWebJobsStorage:" })
        {
            Assert.DoesNotContain(refused, app, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Go_live_and_the_template_agree_on_what_is_secret()
    {
        var script = Regex.Match(Repository.Read("infra", "go-live"), "^secret_names='(?<names>[^']+)'", RegexOptions.Multiline | RegexOptions.ExplicitCapture).Groups["names"].Value.Split(' ');
        Assert.Equal(_template.Variable("secretNames").EnumerateArray().Select(n => n.GetString()!), script);
    }

    [Fact]
    public void There_is_an_alarm_for_each_way_in_which_the_service_fails()
    {
        Assert.Equal(["ems-rung", "intents-overdue", "no-sweep", "no-timer", "webhooks-failed"], _template.Conditions.Select(c => c.GetProperty("id").GetString()!).Order());
        var test = _template.Of("Microsoft.Insights/webtests").Single().GetProperty("properties");
        Assert.Equal(200, test.GetProperty("ValidationRules").GetProperty("ExpectedHttpStatusCode").GetInt32());
        Assert.Single(_template.Of("Microsoft.Insights/metricAlerts"));
        Assert.Contains("/api/health", Repository.Read("infra", "main.bicep"), StringComparison.Ordinal);
    }

    [Fact]
    public void What_the_alarms_ask_for_is_what_the_program_says()
    {
        var figures = typeof(Names).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (string)f.GetRawConstantValue()!).ToHashSet();
        var events = Events().Select(e => e.Name).Concat(Enum.GetNames<HistoryKind>()).ToHashSet();
        foreach (var query in _template.Conditions.Select(c => c.GetProperty("query").GetString()!))
        {
            Assert.All(Quoted(query, @"AppMetrics \| where Name == ('[^']+')"), name => Assert.Contains(name, figures));
            Assert.All(Quoted(query, @"AppRequests \| where Name (?:==|in) \(?([^|)]+?)\)? (?:and|\|)"), name => Assert.Contains(name, Functions()));
            Assert.All(Quoted(query, LogLines), name => Assert.Contains(name, events));
        }
    }

    [Fact]
    public void Each_alarm_has_the_programs_own_figure_for_a_witness_but_that_of_the_hosts_timer_for_which_a_process_that_sweeps_by_itself_is_none()
    {
        foreach (var condition in _template.Conditions)
        {
            var tables = Regex.Matches(condition.GetProperty("query").GetString()!, @"App[A-Z]\w+ \| where Name (?:==|in) \(?'[^']+'").Select(m => m.Value).ToList();
            if (condition.GetProperty("id").GetString() == "no-timer")
            {
                Assert.Equal(["AppRequests | where Name == 'WakeUp'"], tables);
            }
            else
            {
                Assert.Contains(tables, t => t.StartsWith("AppMetrics | where Name == 'spotterbot.", StringComparison.Ordinal));
            }
        }
    }

    [Fact]
    public void Each_way_in_which_a_webhook_fails_has_its_line_in_the_log_as_a_second_witness()
    {
        var told = Events().Where(e => e.Message.Contains("the line was told so", StringComparison.Ordinal)).ToList();
        Assert.NotEmpty(told);
        var alarm = _template.Conditions.Single(c => c.GetProperty("id").GetString() == "webhooks-failed");
        Assert.Equal(told.Select(e => e.Name).Order(), Quoted(alarm.GetProperty("query").GetString()!, LogLines).Order());
        Assert.All(told, e => Assert.Contains($"{e.Id}", alarm.GetProperty("remedy").GetString()!, StringComparison.Ordinal));
    }

    [Fact]
    public void A_query_is_still_one_when_its_figures_are_in_it()
    {
        foreach (var query in _template.Conditions.Select(c => c.GetProperty("query").GetString()!))
        {
            var filled = query.Replace("{0}", "240", StringComparison.Ordinal).Replace("{1}", "360", StringComparison.Ordinal);
            Assert.DoesNotContain('{', filled);
            Assert.Equal(filled.Count(c => c == '('), filled.Count(c => c == ')'));
        }
    }

    [Fact]
    public void Sampling_spares_whatever_can_tell_of_a_failure()
    {
        using var host = JsonDocument.Parse(Repository.Read("host.json"));
        var spared = host.RootElement.GetProperty("logging").GetProperty("applicationInsights").GetProperty("samplingSettings").GetProperty("excludedTypes").GetString()!.Split(';');
        Assert.Superset(new HashSet<string> { "Request", "Exception", "Trace" }, spared.ToHashSet());
    }

    /// <summary>What the program writes into its log.</summary>
    private static IEnumerable<(string Name, int Id, string Message)> Events() =>
        from type in typeof(SpotterProgram).Assembly.GetTypes()
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
        let line = method.GetCustomAttribute<LoggerMessageAttribute>()
        where line is not null
        select (method.Name, line.EventId, line.Message);

    private static IEnumerable<string> Quoted(string query, string pattern) =>
        Regex.Matches(query, pattern).SelectMany(m => Regex.Matches(m.Groups[1].Value, "'([^']+)'")).Select(m => m.Groups[1].Value);

    private static HashSet<string> Functions() =>
        [.. Directory.EnumerateFiles(Repository.At("functions", "SpotterBot"), "function.json", SearchOption.AllDirectories)
            .Select(f => Path.GetFileName(Path.GetDirectoryName(f)!))];
}

/// <summary>infra/main.bicep with its modules, compiled once.</summary>
public sealed class CompiledTemplate
{
    private readonly JsonElement _root;

    public CompiledTemplate()
    {
        var compiler = typeof(CompiledTemplate).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().FirstOrDefault(a => a.Key == "Bicep")?.Value;
        if (compiler is null || !File.Exists(compiler))
        {
            Missing = "The Bicep compiler is restored on Linux only.";
            return;
        }

        var (output, errors) = Run(compiler, "build", Repository.At("infra", "main.bicep"), "--stdout");
        Diagnostics = errors.Trim();
        _root = output.Length > 0 ? JsonDocument.Parse(output).RootElement : default;
    }

    /// <summary>Why there is nothing to test; null where there is.</summary>
    public string? Missing { get; }

    public string Diagnostics { get; } = "";

    /// <summary>What is asked of the workspace, as it is written.</summary>
    public IEnumerable<JsonElement> Conditions => Alerts.GetProperty("variables").GetProperty("conditions").EnumerateArray();

    private JsonElement Alerts => Resources(_root).Single(r => Type(r) == "Microsoft.Resources/deployments").GetProperty("properties").GetProperty("template");

    public IEnumerable<JsonElement> Of(string type) => Resources(_root).Concat(Resources(Alerts)).Where(r => Type(r) == type);

    public JsonElement Variable(string name) => _root.GetProperty("variables").GetProperty(name);

    private static string Type(JsonElement resource) => resource.GetProperty("type").GetString()!;

    /// <summary>Newer templates name their resources, older ones list them.</summary>
    private static IEnumerable<JsonElement> Resources(JsonElement template) =>
        template.GetProperty("resources") is { ValueKind: JsonValueKind.Object } named ? named.EnumerateObject().Select(p => p.Value) : template.GetProperty("resources").EnumerateArray();

    private static (string Output, string Errors) Run(string program, params string[] args)
    {
        using var process = Process.Start(new ProcessStartInfo(program, args) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (output, errors.Result);
    }
}
