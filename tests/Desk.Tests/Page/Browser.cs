using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(DeskTests.Page.Browser))]
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace DeskTests.Page;

/// <summary>One Chromium for all tests: the machine's own, never a downloaded one. Where there is none, the tests that need it skip.</summary>
public sealed class Browser : IAsyncLifetime
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    private static readonly string[] Switches =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update",
        "--disable-sync",
    ];

    private IPlaywright? _playwright;
    private IBrowser? _browser;

    public async ValueTask InitializeAsync()
    {
        if (Array.Find(Places, File.Exists) is not { } path)
        {
            return;
        }

        Environment.SetEnvironmentVariable("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1");
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = path, Headless = true, Args = Switches });
    }

    /// <summary>The browser, or the test skips.</summary>
    public IBrowser OrSkip()
    {
        if (_browser is null)
        {
            Assert.Skip($"No browser: none of {string.Join(", ", Places)} is there. On Debian: apt-get install chromium");
        }

        return _browser!;
    }

    public async ValueTask DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.DisposeAsync();
        }

        _playwright?.Dispose();
    }
}
