-- what a person does in Neovim, and what is seen of it, as JSON
local function await(what, is_there)
  if not vim.wait(60000, is_there, 50) then
    io.stderr:write('waited in vain for ' .. what .. '\n')
    vim.cmd('cquit')
  end
end

local function codes()
  return vim.tbl_map(function(found) return found.code end, vim.diagnostic.get(0))
end

local function choose(start)
  vim.lsp.buf.code_action({ apply = true, filter = function(action) return vim.startswith(action.title, start) end })
end

local function line(number)
  return vim.api.nvim_buf_get_lines(0, number - 1, number, false)[1]
end

vim.cmd('edit manifests.yaml')
await('what is found', function() return #codes() == 2 end)
local seen = { found = codes() }

vim.api.nvim_win_set_cursor(0, { 6, 18 })
local position = vim.lsp.util.make_position_params(0, 'utf-16')
for _, answer in pairs(vim.lsp.buf_request_sync(0, 'textDocument/hover', position, 60000)) do
  seen.hover = answer.result.contents.value
end

choose('Accept')
await('the comment', function() return line(6):find('#') ~= nil end)
seen.accepted = line(6)
vim.api.nvim_buf_set_lines(0, 5, 6, false, { line(6) .. 'drained by hand' })
await('one finding less', function() return #codes() == 1 end)

vim.api.nvim_win_set_cursor(0, { 19, 20 })
choose('Fix')
await('the fix', function() return #codes() == 0 end)
seen.text = table.concat(vim.api.nvim_buf_get_lines(0, 0, -1, false), '\n')
io.stdout:write(vim.json.encode(seen))
vim.cmd('quitall!')
