using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace DeskTests.Page;

/// <summary>The page at a phone's, a laptop's and a projector's width, in both themes. DESK_PICTURES names a folder to keep what it looks like.</summary>
public sealed class LayoutTests(Browser browser)
{
    [Fact]
    public async Task Everything_is_on_the_page_and_nothing_sticks_out_sideways()
    {
        await using var walk = await Walk.StartAsync(browser);
        await walk.BeginAsync();
        await walk.Ana.RingsAsync(within: 240);
        await walk.Ana.AnswersAsync();
        await walk.Ana.HearsAsync("press 1 to take it");
        await walk.Ana.PressesAsync("1");
        await walk.Ana.HearsAsync("12 Main St");
        walk.Desk.Clock.Speed = 0;
        foreach (var width in new[] { 360, 1024, 1920 })
        {
            foreach (var theme in new[] { ColorScheme.Light, ColorScheme.Dark })
            {
                await walk.Page.SetViewportSizeAsync(width, 900);
                await walk.Page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = theme });
                await NothingSticksOutAsync(walk);
                await KeepAsync(walk, $"desk-{width}-{theme}");
            }
        }

        foreach (var phone in new[] { walk.Caller, walk.Ana, walk.Ben, walk.Ems, walk.EmsBackup, walk.Friend, walk.Coordinator })
        {
            await Expect(phone.Card).ToBeVisibleAsync();
            await Expect(phone.Card.GetByRole(AriaRole.Group, new LocatorGetByRoleOptions { Name = "Keypad" }).GetByRole(AriaRole.Button)).ToHaveCountAsync(12);
        }

        walk.NothingAmiss();
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

    private static async Task NothingSticksOutAsync(Walk walk)
    {
        Assert.True(await walk.Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        Assert.Empty(await walk.Page.EvaluateAsync<string[]>(
            """
            () => [...document.querySelectorAll('.phone, .session')].flatMap(card => {
              const edge = card.getBoundingClientRect().right;
              return [...card.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > edge + 1).map(e => e.outerHTML.slice(0, 120));
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
