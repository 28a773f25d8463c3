using Microsoft.Playwright;
using PhoneSimulator;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>
/// The page at a phone's, a laptop's and a projector's size, in both themes. DESK_PICTURES names a folder to keep what it looks like;
/// DESK_PICTURE names the file of the picture in the README.
/// </summary>
public sealed class LayoutTests(Browser browser)
{
    private static readonly (int Width, int Height)[] Sizes = [(360, 780), (1366, 768), (1920, 1080)];

    private static readonly ColorScheme[] Themes = [ColorScheme.Light, ColorScheme.Dark];

    [Fact]
    public async Task Everything_is_on_the_page_and_legible_and_nothing_sticks_out_sideways()
    {
        await using var moment = await Moment.AtAsync(browser, "missed-check-in", "Ana answers");
        var walk = moment.Walk;
        await Expect(walk.Ana.Status).ToContainTextAsync("rings");
        await LooksWellAsync(walk, "desk-ringing");
        await moment.GoesOnToAsync(Cast.Ana, "Hey", seconds: 2.6);
        await Expect(walk.Caller.Status).ToContainTextAsync("joined with Ana");
        await LooksWellAsync(walk, "desk");
        await ShowsTheClimbAsync(walk);
        await ReadmePicture.TakeAsync(walk);

        foreach (var phone in new[] { walk.Caller, walk.Ana, walk.Ben, walk.Ems, walk.EmsBackup, walk.Friend, walk.Coordinator, walk.Mentor, walk.SecondCaller })
        {
            await Expect(phone.Card).ToBeVisibleAsync();
            await phone.ShowsCallAsync();
            await Expect(phone.Card.GetByRole(AriaRole.Group, new LocatorGetByRoleOptions { Name = "Keypad" }).GetByRole(AriaRole.Button)).ToHaveCountAsync(12);
        }

        walk.NothingAmiss();
    }

    [Fact]
    public async Task Before_anything_has_happened_and_with_everything_broken_and_the_help_open_all_is_legible()
    {
        await using var walk = await Walk.StartAsync(browser);
        await LooksWellAsync(walk, "desk-start");
        Assert.Null(walk.Desk.Phones.Put("Somebody with 20 let", "+491234567890123"));
        await Expect(walk.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Somebody with 20 let" })).ToBeVisibleAsync();
        await LooksWellAsync(walk, "desk-further");
        walk.Desk.Faults.Set(PhoneSimulator.Faults.Fault.PhoneCompanyDown, broken: true);
        walk.Desk.Faults.Set(PhoneSimulator.Faults.Fault.WebhooksLost, broken: true);
        await Expect(walk.Page.Locator("#broken")).ToBeVisibleAsync();
        await walk.Page.Keyboard.PressAsync("?");
        await Expect(walk.Page.GetByRole(AriaRole.Dialog)).ToBeVisibleAsync();
        await LooksWellAsync(walk, "desk-help");
        walk.NothingAmiss(brokenOnPurpose: true);
    }

    [Fact]
    public async Task Every_control_has_a_name_and_the_keyboard_alone_is_enough()
    {
        await using var walk = await Walk.StartAsync(browser);
        var unnamed = await walk.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('button, input, select')]
              .filter(c => !(c.ariaLabel || c.textContent.trim() && c.tagName === 'BUTTON' || c.labels && c.labels.length > 0))
              .map(c => c.outerHTML)
            """);
        Assert.Empty(unnamed);
        await walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "10x" }).FocusAsync();
        await walk.Page.Keyboard.PressAsync("Enter");
        await Expect(walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "10x" })).ToHaveAttributeAsync("aria-pressed", "true");
        Assert.Equal(10, walk.Desk.Clock.Speed);
        await walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" }).PressAsync(" ");
        await Expect(walk.Page.GetByRole(AriaRole.Button, new PageGetByRoleOptions { Name = "Pause" })).ToHaveAttributeAsync("aria-pressed", "true");
        var stands = walk.Desk.Clock.GetUtcNow();
        Assert.Equal(stands, walk.Desk.Clock.GetUtcNow());
        walk.NothingAmiss();
    }

    [Fact]
    public async Task Words_from_outside_stay_words()
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.Caller.TextsAsync("<img src=x onerror=\"document.title='owned'\">");
        await Expect(walk.Caller.Card.Locator(".bubble.mine")).ToContainTextAsync("<img src=x");
        Assert.Equal(0, await walk.Page.Locator(".bubble img").CountAsync());
        Assert.DoesNotContain("owned", await walk.Page.TitleAsync(), StringComparison.Ordinal);
        walk.NothingAmiss();
    }

    /// <summary>At every size and in both themes nothing sticks out and nothing is too faint.</summary>
    private static async Task LooksWellAsync(Walk walk, string name)
    {
        foreach (var (width, height) in Sizes)
        {
            await walk.Page.SetViewportSizeAsync(width, height);
            foreach (var theme in Themes)
            {
                await walk.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme });
                await NothingSticksOutAsync(walk);
                var (tooFaint, pairs) = await Legibility.MeasureAsync(walk);
                Assert.True(tooFaint.Count == 0, $"{name} {width} {theme}:\n{string.Join('\n', tooFaint)}");
                Assert.InRange(pairs, 8, 200);
                await KeepAsync(walk, $"{name}-{width}-{theme}".ToLowerInvariant());
            }
        }
    }

    /// <summary>The picture of the session says in words what it shows, and has the ladder's bound and the time it took.</summary>
    private static async Task ShowsTheClimbAsync(Walk walk)
    {
        var picture = walk.Timeline.GetByRole(AriaRole.Img, new LocatorGetByRoleOptions { Name = "Picture of session A" });
        await Expect(picture).ToBeVisibleAsync();
        await Expect(picture).ToHaveAttributeAsync("aria-label", new System.Text.RegularExpressions.Regex("1 check-in answered, 1 missed; Ana takes it [0-9]+ s after it was due, within the bound of 150 s"));
        await Expect(picture.Locator(".bound-name")).ToHaveTextAsync("bound 150 s");
        await Expect(picture.Locator(".measure-name.person")).ToContainTextAsync("Ana takes it");
        foreach (var sign in new[] { "asked", "answered", "louder", "missed", "accepted" })
        {
            await Expect(picture.Locator($"[data-sign={sign}]").First).ToBeAttachedAsync();
        }

        await Expect(picture.Locator(".now-line")).ToBeAttachedAsync();
        await Expect(walk.Timeline).ToContainTextAsync("bound 150 s, met after");
    }

    private static async Task NothingSticksOutAsync(Walk walk)
    {
        Assert.True(await walk.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(await walk.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.phone, .session, .bar')].flatMap(card => {
              const edge = card.getBoundingClientRect().right;
              return [...card.querySelectorAll('*:not(.jumps *, .unseen)')].filter(e => e.getBoundingClientRect().right > edge + 1).map(e => e.outerHTML.slice(0, 120));
            })
            """));
    }

    private static async Task KeepAsync(Walk walk, string name)
    {
        if (Environment.GetEnvironmentVariable("DESK_PICTURES") is { Length: > 0 } folder)
        {
            Directory.CreateDirectory(folder);
            await walk.Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
        }
    }
}
