namespace BranchBot.Host.Teams;

/// <summary>What the door says of pictures and files.</summary>
internal static class AttachmentSentences
{
    /// <summary>Sent in a group, without a word.</summary>
    public static readonly Text NotInGroups = new("图片和文件请发到和我的私聊里。", "Please send pictures and files to me in our personal chat.");

    /// <summary>It lies where nothing is fetched from.</summary>
    public static readonly Text UnknownPlace = new(
        "这个附件不在我认识的地方,我没有打开它。请直接在聊天里发图片或文件。",
        "This attachment does not lie where I know my way, so I did not open it. Please send the picture or file itself into the chat.");

    /// <summary>It could not be fetched.</summary>
    public static readonly Text NotFetched = new("没有取到您发的附件,请再发一次。", "I could not fetch what you sent. Please send it again.");

    /// <summary>It has no bytes.</summary>
    public static readonly Text Empty = new("您发的附件是空的,请再发一次。", "What you sent is empty. Please send it again.");

    /// <summary>A photo in a form that other phones and computers do not show.</summary>
    public static readonly Text Heic = new(
        "这是 HEIC 照片,别人的手机和电脑可能打不开,所以我没有收。请在 iPhone「设置 › 相机 › 格式」里选「兼容性最佳」后再拍,或者把照片截屏后发来。",
        "This is a HEIC photo, which many phones and computers do not show, so I did not take it. On the iPhone choose Settings › Camera › Formats › Most Compatible, or send a screenshot of it.");

    /// <summary>Not a picture that can be shown.</summary>
    public static readonly Text NoPicture = new("这不是 JPEG、PNG 或 WebP 图片,我没有收。", "This is no JPEG, PNG or WebP picture, so I did not take it.");

    /// <summary>Too much at once.</summary>
    public static readonly Text TooMany = new(
        $"一次最多收 {AttachmentTurn.Most} 个附件,这次一个也没有收。请分几次发。",
        $"I take at most {AttachmentTurn.Most} attachments at a time and took none of these. Please send them in several messages.");

    /// <summary>Message after message, faster than they can be fetched.</summary>
    public static readonly Text OneByOne = new("您发得太快了,这几个附件没有收。请等前面的收好再发。", "That was faster than I can fetch, so I did not take these. Please send them again once I have answered for the others.");

    /// <summary>Larger than is taken.</summary>
    public static readonly Text TooLarge = new(
        $"附件太大了,没有收。图片最大 {AttachmentReader.LargestPicture / 1024 / 1024} MB,文件最大 {AttachmentReader.LargestFile / 1024 / 1024} MB。",
        $"The attachment is too large, so I did not take it: pictures up to {AttachmentReader.LargestPicture / 1024 / 1024} MB, files up to {AttachmentReader.LargestFile / 1024 / 1024} MB.");

    /// <summary>The bytes are not what the file's name says.</summary>
    public static Text NotWhatItSays(string type) => new(
        $"这个文件的内容不是 .{type},我没有收。如果是 Excel 表格,请「另存为」CSV UTF-8 再发。",
        $"The content of this file is not .{type}, so I did not take it. If it is an Excel sheet, save it as CSV UTF-8 and send that.");

    /// <summary>Nobody takes such a thing from this person.</summary>
    public static Text NobodyTakes(IReadOnlyList<Taker> takers) => takers.Count == 0
        ? new("我收不了您发的图片或文件,请用文字告诉我。说「帮助」看看可以说什么。", "I cannot take pictures or files from you; please tell me in words. Say \"help\" to see what you can say.")
        : new(
            $"这种附件我收不了。您可以发:{string.Join("、", takers.Select(t => t.What.Zh))}。",
            $"I cannot take this kind of attachment. You can send: {string.Join(", ", takers.Select(t => t.What.En))}.");
}
