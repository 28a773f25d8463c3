using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PhoneCompany.People;
using PhoneSimulator;
using PhoneSimulator.Time;
using PhoneSimulator.View;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>
/// The real desk and its page in a real browser. Everything a person does is done on the page; between two deeds the clock is run fast until
/// what is waited for has happened, and then slow again, so that nobody is rushed.
/// </summary>
public sealed class Walk : IAsyncDisposable
{
    /// <summary>Desk seconds per real second while something is waited for.</summary>
    private const double Fast = 100;

    /// <summary>What no call or text announces is looked for this often, on the desk's clock.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(0.5);

    private readonly string _folder;
    private readonly Attention _attention;
    private readonly IBrowserContext _context;
    private readonly ConcurrentQueue<string> _complaints = new();

    private Walk(Desk desk, string folder, IBrowserContext context, IPage page)
    {
        Desk = desk;
        _folder = folder;
        _context = context;
        _attention = new Attention(desk.Network, desk.Clock, TestContext.Current.CancellationToken);
        Page = page;
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
            {
                _complaints.Enqueue($"{message.Type}: {message.Text}");
            }
        };
        page.PageError += (_, error) => _complaints.Enqueue($"error: {error}");
        Caller = new PhoneOnPage(this, Cast.Caller);
        Ana = new PhoneOnPage(this, Cast.Ana);
        Ben = new PhoneOnPage(this, Cast.Ben);
        Ems = new PhoneOnPage(this, Cast.Ems);
        EmsBackup = new PhoneOnPage(this, Cast.EmsBackup);
        Friend = new PhoneOnPage(this, Cast.Friend);
        Coordinator = new PhoneOnPage(this, Cast.Coordinator);
        Mentor = new PhoneOnPage(this, Cast.Mentor);
        SecondCaller = new PhoneOnPage(this, Cast.SecondCaller);
    }

    public Desk Desk { get; }

    public IPage Page { get; }

    public PhoneOnPage Caller { get; }

    public PhoneOnPage Ana { get; }

    public PhoneOnPage Ben { get; }

    public PhoneOnPage Ems { get; }

    public PhoneOnPage EmsBackup { get; }

    public PhoneOnPage Friend { get; }

    public PhoneOnPage Coordinator { get; }

    public PhoneOnPage Mentor { get; }

    public PhoneOnPage SecondCaller { get; }

    public ILocator Timeline => Page.Locator("#timeline");

    /// <param name="options">How the desk is set up; its port and folder are always its own.</param>
    /// <param name="script">Runs in the page before its own scripts do.</param>
    public static async Task<Walk> StartAsync(Browser browser, DeskOptions? options = null, string? script = null)
    {
        var chromium = browser.OrSkip();
        var folder = Directory.CreateTempSubdirectory("desk-").FullName;
        var desk = await Desk.StartAsync((options ?? new DeskOptions()) with { Port = 0, DataFolder = folder });
        var context = await chromium.NewContextAsync(new BrowserNewContextOptions
        {
            ViewportSize = new ViewportSize { Width = 1366, Height = 900 },
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(20_000);
        if (script is not null)
        {
            await context.AddInitScriptAsync(script);
        }

        var walk = new Walk(desk, folder, context, await context.NewPageAsync());
        await walk.Page.GotoAsync(desk.Url);
        await Expect(walk.Page.Locator("#program")).ToHaveTextAsync("SpotterBot: running");
        return walk;
    }

    /// <summary>Runs the clock fast until this is so.</summary>
    /// <param name="within">At most so many desk seconds.</param>
    public async Task UntilAsync(Func<bool> done, double within, string what)
    {
        Desk.Clock.Speed = Fast;
        try
        {
            await _attention.UntilAsync(now => done() ? now : now + Look, TimeSpan.FromSeconds(within), what);
        }
        catch (TimeoutException)
        {
            Assert.Fail($"Not within {within} s: {what}\n{Transcript()}");
        }
        finally
        {
            Desk.Clock.Speed = 1;
            _attention.LetGo();
        }
    }

    public Task SecondsAsync(double seconds)
    {
        var until = Desk.Clock.GetUtcNow() + TimeSpan.FromSeconds(seconds);
        return UntilAsync(() => Desk.Clock.GetUtcNow() >= until, seconds + 60, $"{seconds} s to pass");
    }

    /// <summary>Waits, in real time, until what was done on the page is done, or the page has shown what was done.</summary>
    public async Task UntilPageAsync(Func<Task<bool>> done)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(20), TimeProvider.System);
        while (!await done())
        {
            await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, limit.Token);
        }
    }

    /// <summary>The caller is watched from now, with this place.</summary>
    public async Task BeginAsync()
    {
        await Caller.TextsAsync("SPOT 1 at 12 Main St apt 4, Hamilton, buzzer 12");
        await Caller.GetsAsync("I'm with you from now");
        await Caller.GetsAsync("Got it: Hamilton");
    }

    public async Task<SessionView> SessionAsync() => (await Desk.Sessions.ReadAsync())[0];

    /// <summary>The timeline on the page has such an entry.</summary>
    public Task TimelineShowsAsync(string text) => Expect(Timeline.GetByRole(AriaRole.Row).Filter(new LocatorFilterOptions { HasText = text }).First).ToBeVisibleAsync();

    /// <summary>Nothing on the page, at the phone company or in the program was amiss.</summary>
    /// <param name="brokenOnPurpose">Errors in the program's log are no surprise.</param>
    /// <param name="refusedOnPurpose">So many things were asked of the desk that it had to refuse; the browser notes each.</param>
    public void NothingAmiss(bool brokenOnPurpose = false, int refusedOnPurpose = 0)
    {
        Assert.Equal(refusedOnPurpose, _complaints.Count(c => c.Contains("status of 400", StringComparison.Ordinal)));
        Assert.True(_complaints.Count == refusedOnPurpose, string.Join('\n', _complaints));
        Assert.True(Desk.Network.Violations.Count == 0, string.Join('\n', Desk.Network.Violations) + "\n" + Transcript());
        Assert.True(Desk.Network.Unobserved.Count == 0, string.Join('\n', Desk.Network.Unobserved));
        var errors = Desk.Program.Log.Lines.Where(l => l.Level >= Microsoft.Extensions.Logging.LogLevel.Error).Select(l => l.Text).ToList();
        Assert.True(brokenOnPurpose || errors.Count == 0, string.Join('\n', errors) + "\n" + Transcript());
    }

    public string Transcript() => string.Join('\n', Desk.Network.Log.Select(e => $"{e.Utc:HH:mm:ss.fff} {Desk.Phones.NameOf(e.Phone)} {e.Kind}: {e.Text}"))
        + "\n" + string.Join('\n', Desk.Program.Log.Lines.Select(l => $"{l.Level} {l.Text}"));

    public async ValueTask DisposeAsync()
    {
        await _context.DisposeAsync();
        _attention.Dispose();
        await Desk.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}

/// <summary>One phone as it lies on the page.</summary>
public sealed class PhoneOnPage(Walk walk, Member member)
{
    private readonly HashSet<string> _read = [];
    private int _heardFrom;

    public Handset Phone => walk.Desk.Network.Phone(member.Number);

    public ILocator Card => walk.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = member.Name, Exact = true });

    public ILocator Status => Card.Locator(".status");

    public ILocator Tab(string name) => Card.GetByRole(AriaRole.Tab, new LocatorGetByRoleOptions { Name = name });

    /// <summary>Calls that came in so far, whether taken or not.</summary>
    public int CallsIn => walk.Desk.Network.Calls.Count(c => c.To == member.Number && c.Status is not ("queued" or "canceled"));

    public async Task BehavesAsync(string label)
    {
        var wanted = Behaviours.For(member.Role).Single(b => b.Label == label).Id;
        await SettingsAsync();
        await Card.GetByLabel("When it rings").SelectOptionAsync(new SelectOptionValue { Label = label });
        await UntilPage(() => walk.Desk.Manners.Of(member.Number) == wanted);
    }

    /// <summary>What the phone does by itself and what kind of phone it is are open to be changed.</summary>
    public async Task SettingsAsync()
    {
        var settings = Card.Locator("details");
        if (await settings.GetAttributeAsync("open") is null)
        {
            await settings.Locator("summary").ClickAsync();
        }
    }

    public async Task TextsAsync(string body)
    {
        await Tab("Texts").ClickAsync();
        await Card.GetByLabel($"Text: {member.Name}").FillAsync(body);
        await Card.GetByLabel($"Text: {member.Name}").PressAsync("Enter");
        await Expect(Card.Locator(".bubble.mine").Last).ToContainTextAsync(body);
    }

    /// <summary>Such a text comes, and the page shows it.</summary>
    public async Task GetsAsync(string words, double within = 30)
    {
        ReceivedText? New() => Phone.Inbox.FirstOrDefault(t => !_read.Contains(t.MessageSid) && t.Body.Contains(words, StringComparison.OrdinalIgnoreCase));
        await walk.UntilAsync(() => New() is not null, within, $"{member.Name} gets \"{words}\"");
        _read.Add(New()!.MessageSid);
        await Tab("Texts").ClickAsync();
        await Expect(Card.Locator(".bubble:not(.mine)").Filter(new LocatorFilterOptions { HasText = words }).Last).ToBeVisibleAsync();
    }

    public async Task RingsAsync(double within)
    {
        await walk.UntilAsync(() => Phone.IsRinging, within, $"{member.Name}'s phone rings");
        _heardFrom = Phone.Mark;
        await Expect(Status).ToContainTextAsync("rings");
    }

    public async Task AnswersAsync()
    {
        await ShowsCallAsync();
        _heardFrom = Phone.Mark;
        await Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Answer", Exact = true }).ClickAsync();
        await Expect(Status).ToContainTextAsync("on the line");
    }

    public async Task HangsUpAsync()
    {
        await ShowsCallAsync();
        await Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = "Hang up", Exact = true }).ClickAsync();
        await Expect(Status).ToHaveTextAsync("idle");
    }

    public async Task PressesAsync(string key)
    {
        await ShowsCallAsync();
        _heardFrom = Phone.Mark;
        var pressed = Pressed();
        await Card.GetByRole(AriaRole.Button, new LocatorGetByRoleOptions { Name = key == "*" ? "star" : key, Exact = true }).ClickAsync();
        await UntilPage(() => Pressed() > pressed);
    }

    public async Task SaysAsync(string words)
    {
        await ShowsCallAsync();
        await Card.GetByLabel($"Say: {member.Name}").FillAsync(words);
        await Card.GetByLabel($"Say: {member.Name}").PressAsync("Enter");
        await Expect(Card.Locator(".line.said").Last).ToContainTextAsync(words);
    }

    /// <summary>Words like these are spoken to them, to their end, since they last did something; and the page shows them.</summary>
    public async Task HearsAsync(string pattern, double within = 40)
    {
        var from = _heardFrom;
        await walk.UntilAsync(
            () => Phone.HeardSince(from).Any(h => Regex.IsMatch(h.Text, pattern, RegexOptions.IgnoreCase)
                && (h.IsCutOff || h.Utc + h.Duration <= walk.Desk.Clock.GetUtcNow())),
            within,
            $"{member.Name} hears \"{pattern}\"");
        await Expect(Card.Locator(".transcript")).ToContainTextAsync(
            new Regex(pattern), new LocatorAssertionsToContainTextOptions { IgnoreCase = true });
    }

    public void NeverHeard(string pattern) => Assert.False(Phone.HasHeard(pattern), $"{member.Name} heard \"{pattern}\".\n{walk.Transcript()}");

    /// <summary>Its screen shows the call; a dispatch line's shows nothing else.</summary>
    public async Task ShowsCallAsync()
    {
        if (member.Role != Role.Ems)
        {
            await Tab("Call").ClickAsync();
        }
    }

    private int Pressed() => walk.Desk.Network.Log.Count(e => e.Phone == member.Number && e.Kind == "pressed");

    /// <summary>The click has reached the desk.</summary>
    private Task UntilPage(Func<bool> done) => walk.UntilPageAsync(() => Task.FromResult(done()));
}
